import path from 'node:path';
import { parse } from 'dotenv';
import type { Variables } from '../process/variables';
import { readText } from '../project/regular-file';
import { scriptTokens, type Token } from '../project/script-tokens';
import type { ConfigAnswer } from './config-answer';

/**
 * What a config file says of the database, where it is so plain that running it would tell nothing else: imports of
 * Prisma's own helpers, of `dotenv/config` and of `path`, and one object of literals, `env('X')` and `process.env.X`.
 * Nearly all are, and loading one takes longer than everything else that a command does.
 *
 * @param variables to tell besides, as the config leaves them
 * @returns undefined where it must be run
 */
export function readPlainConfig(
  root: string,
  configFile: string,
  variables: readonly string[],
  env: Variables,
): ConfigAnswer | undefined {
  const text = readText(configFile);
  const plain = text === undefined ? undefined : plainConfig(scriptTokens(text));
  if (!plain) return undefined;
  const file = path.join(root, '.env');
  // As `dotenv/config` does it: nothing is filled in, and what is set already stays.
  const more = plain.loadsEnvFile ? parse(readText(file) ?? '') : {};
  const look = (name: string): string | undefined => env[name] ?? more[name];
  const unset = [...plain.settings.values()].find(
    (value) => value.kind === 'required' && (look(value.variable) ?? '') === '',
  );
  if (unset?.kind === 'required') return { kind: 'unset', variable: unset.variable };
  const valueOf = (key: string): string | undefined => {
    const value = plain.settings.get(key);
    if (!value) return undefined;
    return value.kind === 'literal' ? value.text : (look(value.variable) ?? value.otherwise);
  };
  return {
    kind: 'settings',
    url: valueOf('url'),
    directUrl: valueOf('directUrl'),
    shadowDatabaseUrl: valueOf('shadowDatabaseUrl'),
    variables: Object.fromEntries(variables.map((name) => [name, look(name) ?? ''])),
  };
}

type Value =
  | { readonly kind: 'literal'; readonly text: string }
  /** `process.env.X`, with what stands behind `??`. */
  | { readonly kind: 'optional'; readonly variable: string; readonly otherwise: string | undefined }
  /** `env('X')`, which throws where it is unset. */
  | { readonly kind: 'required'; readonly variable: string; readonly otherwise?: undefined };

interface Plain {
  readonly loadsEnvFile: boolean;
  /** Of `datasource`. */
  readonly settings: ReadonlyMap<string, Value>;
}

const harmlessModules = new Set(['prisma/config', '@prisma/config', 'path', 'node:path']);

/** One text in which a string is `"…"` and everything else itself, so that expressions can be told by their shape. */
function shapeOf(tokens: readonly Token[]): string | undefined {
  if (tokens.some(({ kind }) => kind === 'template')) return undefined;
  return tokens.map(({ kind, value }) => (kind === 'string' ? JSON.stringify(value) : value)).join(' ');
}

const string = String.raw`"(?:[^"\\]|\\.)*"`;
const importLine = new RegExp(
  String.raw`^import (?:(?:type )?(?:\w+|\{ [\w ,]*\}) from )?(${string}) (?:; )?`,
);
const exported = /^export default (?:defineConfig \( )?(\{ .* \})(?: (?:satisfies|as) \w+)?(?: \))? ?;?$/s;
const variable = String.raw`process \. env (?:\? \. )?(?:\. )?(?:\[ ("\w+") \]|(\w+))(?: !)?`;
const read = {
  required: new RegExp(String.raw`^env (?:< \w+ > )?\( ("\w+") \)$`),
  optional: new RegExp(String.raw`^${variable}(?: \? \? (${string}))?(?: as string)?$`),
  literal: new RegExp(`^${string}$`),
};
const harmlessCall = /^(?:env|join|resolve) (?:< \w+ > )?\($/;

function plainConfig(tokens: readonly Token[]): Plain | undefined {
  let rest = shapeOf(tokens);
  let loadsEnvFile = false;
  for (let line = importLine.exec(rest ?? ''); rest !== undefined && line; line = importLine.exec(rest)) {
    const name = unquoted(line[1]);
    if (name === 'dotenv/config') loadsEnvFile = true;
    else if (!harmlessModules.has(name)) return undefined;
    rest = rest.slice(line[0].length);
  }
  const object = rest === undefined ? undefined : exported.exec(rest)?.[1];
  if (object === undefined || runsCode(object)) return undefined;
  const datasource = membersOf(object).get('datasource');
  if (datasource === undefined || !datasource.startsWith('{ ')) return undefined;
  const settings = new Map<string, Value>();
  for (const [key, expression] of membersOf(datasource)) {
    const value = valueIn(expression);
    if (!value) return undefined;
    settings.set(key, value);
  }
  return { loadsEnvFile, settings };
}

function runsCode(object: string): boolean {
  const bare = object.replace(new RegExp(string, 'g'), '""');
  if (/=|\bfunction\b|\bawait\b|\bnew\b|\.\s\.\s\./.test(bare)) return true;
  return [...bare.matchAll(/\S+ (?:< \w+ > )?\(/g)].some(([call]) => !harmlessCall.test(call));
}

/** The members of an object's shape; empty where it has something else than `key: value`. */
function membersOf(object: string): Map<string, string> {
  const members = new Map<string, string>();
  let depth = 0;
  let member: string[] = [];
  const end = (): void => {
    const [key = '', colon, ...value] = member;
    if (colon === ':') members.set(key.startsWith('"') ? unquoted(key) : key, value.join(' '));
    member = [];
  };
  const parts = object.match(new RegExp(String.raw`${string}|\S+`, 'g')) ?? [];
  for (const part of parts.slice(1, -1)) {
    if ('{[('.includes(part)) depth++;
    if ('}])'.includes(part)) depth--;
    if (part === ',' && depth === 0) end();
    else member.push(part);
  }
  end();
  return members;
}

function valueIn(expression: string): Value | undefined {
  const required = read.required.exec(expression)?.[1];
  if (required !== undefined) return { kind: 'required', variable: unquoted(required) };
  if (read.literal.test(expression)) return { kind: 'literal', text: unquoted(expression) };
  const [whole, quoted, plain, otherwise] = read.optional.exec(expression) ?? [];
  if (whole === undefined) return undefined;
  return {
    kind: 'optional',
    variable: plain ?? unquoted(quoted),
    otherwise: otherwise === undefined ? undefined : unquoted(otherwise),
  };
}

function unquoted(text = '""'): string {
  return String(JSON.parse(text));
}
