import path from 'node:path';
import type { Variables } from '../process/variables';
import { readText } from '../files/regular-file';
import { settingsObject } from '../project/prisma-config';
import { environmentVariable } from '../scripts/environment-variable';
import { calleeName, objectOf, propertyOf, resolved } from '../scripts/objects';
import { readScript } from '../scripts/read-script';
import type { Expression, Script } from '../scripts/script';
import type { ConfigAnswer } from './config-answer';
import { parseVariables } from './env-file';

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
  const plain = text === undefined ? undefined : plainConfig(readScript(text));
  if (!plain) return undefined;
  const file = path.join(root, '.env');
  // As `dotenv/config` does it: nothing is filled in, and what is set already stays.
  const more = plain.loadsEnvFile ? parseVariables(readText(file) ?? '') : {};
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

/** Imports, constants and types, then one config, and nothing that runs code but the calls that are known. */
function plainConfig(script: Script): Plain | undefined {
  const { statements } = script;
  const modules = statements.flatMap((one) => (one.kind === 'import' ? one.module : []));
  const values = statements.flatMap((one) => (one.kind === 'constants' ? one.values : []));
  const exported = statements.flatMap((one) => (one.kind === 'export' ? one.value : []));
  const [config] = exported;
  if (!config || exported.length > 1) return undefined;
  if (!script.isWhole || statements.some(({ kind }) => kind === 'other')) return undefined;
  if (modules.some((name) => name !== 'dotenv/config' && !harmlessModules.has(name))) return undefined;
  const object = settingsObject(config, script);
  if (!object || ![object, ...values].every(isHarmless)) return undefined;
  const datasource = propertyOf(object, 'datasource', script);
  const members = datasource && objectOf(datasource, script)?.members;
  if (!members) return undefined;
  const settings = new Map<string, Value>();
  for (const member of members) {
    if (member.kind === 'spread' || member.key === undefined) return undefined;
    const value = readValue(member.value, script);
    if (!value) return undefined;
    settings.set(member.key, value);
  }
  return { loadsEnvFile: modules.includes('dotenv/config'), settings };
}

const harmlessCalls = new Set(['defineConfig', 'env', 'join', 'resolve']);

/** Whether nothing of the project's own runs where the expression is evaluated. */
function isHarmless(expression: Expression): boolean {
  switch (expression.kind) {
    case 'text':
    case 'literal':
    case 'name':
      return true;
    case 'template':
      return expression.parts.every((part) => typeof part === 'string' || isHarmless(part));
    case 'member':
      return isHarmless(expression.object);
    case 'list':
      return expression.items.every(isHarmless);
    case 'operation':
      return expression.operands.every(isHarmless);
    case 'object':
      return expression.members.every(({ kind, value }) => kind === 'property' && isHarmless(value));
    case 'call': {
      const { callee, args, isNew } = expression;
      return !isNew && harmlessCalls.has(calleeName(callee) ?? '') && args.every(isHarmless);
    }
    case 'other':
      return false;
  }
}

function readValue(expression: Expression, script: Script): Value | undefined {
  const found = resolved(expression, script);
  if (found.kind === 'text') return { kind: 'literal', text: found.value };
  const [first, second] = found.kind === 'operation' && found.operator === '??' ? found.operands : [found];
  const otherwise = second && resolved(second, script);
  const variable = first && environmentVariable(resolved(first, script));
  if (!variable || (otherwise && otherwise.kind !== 'text')) return undefined;
  if (variable.kind === 'optional') return { ...variable, kind: 'optional', otherwise: otherwise?.value };
  return otherwise ? undefined : { ...variable, kind: 'required' };
}
