import path from 'node:path';
import { calleeName, objectOf, propertyOf, resolved } from '../scripts/objects';
import { readScript } from '../scripts/read-script';
import type { Expression, ObjectExpression, Script } from '../scripts/script';
import { type ScriptLocation, textOf } from '../scripts/text-of';

/** What a Prisma config file says of the project's paths. They are absolute, with `/` between names. */
export interface PrismaConfig {
  readonly schema: string | undefined;
  readonly migrations: string | undefined;
  /** Settings that are there but cannot be read without running the file. */
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

/** Whether a file is by its name a Prisma config, be it one that somebody has to name: `prisma.logs.config.ts`. */
export function isPrismaConfig(name: string): boolean {
  return /^prisma\d*(?:[.-][\w.-]+)?(?:\.config)?\.[cm]?[jt]s$/.test(name);
}

/**
 * Reads `schema` and `migrations.path` from a config file's text without running it. Prisma takes relative paths from
 * the file's own folder.
 */
export function readPrismaConfig(text: string, location: ScriptLocation): PrismaConfig {
  const script = readScript(text);
  const config = configObject(script);
  if (!config) {
    return { schema: undefined, migrations: undefined, unread: ['schema', 'migrations.path'] };
  }
  const unread: ('schema' | 'migrations.path')[] = [];

  function pathOf(value: Expression | undefined, name: 'schema' | 'migrations.path'): string | undefined {
    if (!value) return undefined;
    const given = textOf(value, script, location);
    if (given === undefined) unread.push(name);
    return given === undefined ? undefined : path.posix.resolve(location.folder, given.replaceAll('\\', '/'));
  }

  const schema = pathOf(propertyOf(config, 'schema', script), 'schema');
  const migrations = pathOf(settingOf(config, 'migrations', 'path', script), 'migrations.path');
  return { schema, migrations, unread };
}

/** `migrations.initShadowDb`: its SQL, or that there is one which cannot be read without running the file. */
export function readInitShadowDb(
  text: string,
): { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unread' } | undefined {
  const script = readScript(text);
  const config = configObject(script);
  const value = config && propertyOf(config, 'migrations', script);
  const migrations = value && objectOf(value, script);
  const setting = migrations && propertyOf(migrations, 'initShadowDb', script);
  if (!setting) return undefined;
  // Nothing of a path is in it, but the same literals, sums and constants.
  const sql = textOf(setting, script, { folder: '/', cwd: '/' });
  return sql === undefined ? { kind: 'unread' } : { kind: 'text', text: sql };
}

/** The setting in a group of settings; where the group is no object that can be read, the group itself. */
function settingOf(
  config: ObjectExpression,
  group: string,
  name: string,
  script: Script,
): Expression | undefined {
  const value = propertyOf(config, group, script);
  const object = value && objectOf(value, script);
  return object ? propertyOf(object, name, script) : value;
}

/** The config: what the file exports, or what it gives to `defineConfig` in another way. */
function configObject(script: Script): ObjectExpression | undefined {
  const exported = script.statements.flatMap((one) => (one.kind === 'export' ? one.value : []));
  const defined = script.every('call').filter(({ callee }) => calleeName(callee) === 'defineConfig');
  for (const value of [...exported, ...defined.toReversed()]) {
    const object = settingsObject(value, script);
    if (object) return object;
  }
  return undefined;
}

/** The object that the expression stands for, or the argument of `defineConfig`. */
export function settingsObject(value: Expression, script: Script): ObjectExpression | undefined {
  const found = resolved(value, script);
  const isDefined = found.kind === 'call' && calleeName(found.callee) === 'defineConfig';
  const [argument] = isDefined ? found.args : [found];
  return argument && objectOf(argument, script);
}
