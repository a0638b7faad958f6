import path from 'node:path';
import { definitionOf, evaluatePath, type ScriptPlace, type Stretch } from './script-paths';
import { scriptTokens, type Token } from './script-tokens';

/** What a Prisma config file says of the project's places. Paths are absolute, with `/` between names. */
export interface PrismaConfig {
  readonly schema: string | undefined;
  readonly migrations: string | undefined;
  /** Settings that are there but cannot be told without running the file. */
  readonly unread: readonly ('schema' | 'migrations.path')[];
}

const extensions = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts'];
const inFolder = (base: string): string[] => extensions.map((extension) => `${base}.${extension}`);

/** Names of config files, in the order in which Prisma 7.10 takes the first that exists. */
export const configFileNames: readonly string[] = [
  'prisma7.config',
  '.config/prisma7',
  'prisma.config',
  '.config/prisma',
  '.config/prisma.config',
].flatMap(inFolder);

/**
 * Reads `schema` and `migrations.path` from a config file's text without running it. Prisma takes relative paths from
 * the file's own folder.
 */
export function readPrismaConfig(text: string, place: ScriptPlace): PrismaConfig {
  const tokens = scriptTokens(text);
  const unread: ('schema' | 'migrations.path')[] = [];
  const open = configObject(tokens);
  const settings = open === undefined ? new Map<string, Stretch>() : members(tokens, open);
  if (open === undefined) unread.push('schema', 'migrations.path');

  function pathOf(stretch: Stretch | undefined, name: 'schema' | 'migrations.path'): string | undefined {
    if (!stretch) return undefined;
    const value = evaluatePath(tokens, stretch, place);
    if (value === undefined) unread.push(name);
    return value === undefined ? undefined : path.posix.resolve(place.folder, value.replaceAll('\\', '/'));
  }

  const migrations = settings.get('migrations');
  const object = migrations && objectAt(tokens, migrations.start);
  if (migrations && object === undefined) unread.push('migrations.path');
  return {
    schema: pathOf(settings.get('schema'), 'schema'),
    migrations: pathOf(
      object === undefined ? undefined : members(tokens, object).get('path'),
      'migrations.path',
    ),
    unread,
  };
}

/** `migrations.initShadowDb`: its SQL, or that there is one which cannot be told without running the file. */
export function readInitShadowDb(
  text: string,
): { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unread' } | undefined {
  const tokens = scriptTokens(text);
  const open = configObject(tokens);
  const migrations = open === undefined ? undefined : members(tokens, open).get('migrations');
  const object = migrations && objectAt(tokens, migrations.start);
  const stretch = object === undefined ? undefined : members(tokens, object).get('initShadowDb');
  if (!stretch) return undefined;
  // Nothing of a path is in it, but the same literals, sums and constants.
  const sql = evaluatePath(tokens, stretch, { folder: '/', cwd: '/' });
  return sql === undefined ? { kind: 'unread' } : { kind: 'text', text: sql };
}

/** The index of the `{` that opens the config: the argument of `defineConfig`, or what the file exports. */
function configObject(tokens: readonly Token[]): number | undefined {
  const starts: number[] = [];
  tokens.forEach(({ kind, value }, index) => {
    const next = tokens[index + 1]?.value;
    if (kind === 'word' && value === 'defineConfig' && next === '(') starts.unshift(index + 2);
    if (value === 'export' && next === 'default') starts.push(index + 2);
    if (value === 'exports' && next === '=') starts.push(index + 2);
  });
  for (const start of starts) {
    const open = objectAt(tokens, start);
    if (open !== undefined) return open;
  }
  return undefined;
}

/** The object that stands at `start`, or that the constant named there is defined as. */
function objectAt(tokens: readonly Token[], start: number): number | undefined {
  const token = tokens[start];
  if (token?.value === '{' && token.kind === 'sign') return start;
  const definition = token?.kind === 'word' ? definitionOf(tokens, token.value) : undefined;
  return definition !== undefined && tokens[definition]?.value === '{' ? definition : undefined;
}

/** The values of an object literal by key; `open` is the index of its `{`. Spreads and methods are left out. */
function members(tokens: readonly Token[], open: number): Map<string, Stretch> {
  const found = new Map<string, Stretch>();
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < tokens.length; at += 1) {
    const { kind, value } = tokens[at] ?? { kind: 'sign', value: '' };
    if (kind !== 'sign') continue;
    if ('{[('.includes(value)) depth += 1;
    else if ('}])'.includes(value)) depth -= 1;
    if (depth === 0 || (depth === 1 && value === ',')) {
      const key = tokens[start];
      const isKey = key !== undefined && start < at && key.kind !== 'sign';
      if (isKey && tokens[start + 1]?.value === ':') found.set(key.value, { start: start + 2, end: at });
      else if (isKey && start + 1 === at) found.set(key.value, { start, end: at });
      start = at + 1;
    }
    if (depth === 0) break;
  }
  return found;
}
