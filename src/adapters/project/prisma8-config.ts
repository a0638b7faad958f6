import path from 'node:path';
import { calleeName, objectOf, propertyOf, resolved } from '../scripts/objects';
import { readScript } from '../scripts/read-script';
import type { Expression, ObjectExpression, Script } from '../scripts/script';
import { type ScriptLocation, textOf } from '../scripts/text-of';

/** What a config of Prisma 8 says of the project's paths. They are absolute, with `/` between names. */
export interface Prisma8Config {
  /** The contract's source; undefined where the file does not say, or cannot be read without running it. */
  readonly contract: string | undefined;
  /** The emitted contract, or the folder in which it is. */
  readonly output: string | undefined;
  /** The folder that holds the migrations of the app and of its extensions. */
  readonly migrations: string | undefined;
  /** Settings that are there but cannot be read without running the file. */
  readonly unread: readonly string[];
}

/** Names of the config files that Prisma 8, and what it was called before, looks for in a folder. */
export const prisma8ConfigNames: readonly string[] = ['prisma', 'prisma-next'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.config.${extension}`),
);

/** The packages of Prisma 8's ORM, and those of its time as Prisma Next. */
const packages = /["'](?:@prisma\/(?:orm-|cli-engine)|@prisma-next\/)/;

/** Reads a config file's text without running it; undefined where it is none of Prisma 8. */
export function readPrisma8Config(text: string, location: ScriptLocation): Prisma8Config | undefined {
  if (!/\bdefinePrismaConfig\b/.test(text) && !packages.test(text)) return undefined;
  const script = readScript(text);
  const orm = ormSection(script);
  const unread: string[] = [];
  const pathOf = (value: Expression | undefined, name: string): string | undefined => {
    if (!value) return undefined;
    const given = textOf(value, script, location);
    if (given === undefined) unread.push(name);
    return given === undefined ? undefined : path.posix.resolve(location.folder, given.replaceAll('\\', '/'));
  };
  const contract = orm && propertyOf(orm, 'contract', script);
  const migrations = orm && propertyOf(orm, 'migrations', script);
  const folders = migrations && objectOf(migrations, script);
  return {
    contract: isOlderSchema(contract, script) ? undefined : pathOf(contract, 'contract'),
    output: pathOf(orm && propertyOf(orm, 'output', script), 'output'),
    migrations: pathOf(folders && propertyOf(folders, 'dir', script), 'migrations.dir'),
    unread,
  };
}

/** `db.connection`: the URL of the database, or what gives it. */
export function connectionOf(script: Script): Expression | undefined {
  const orm = ormSection(script);
  const db = orm && propertyOf(orm, 'db', script);
  const settings = db && objectOf(db, script);
  return settings && propertyOf(settings, 'connection', script);
}

/** `contract: prisma7Schema('…')`: an earlier Prisma keeps the database, and Prisma 8 reads along. */
function isOlderSchema(contract: Expression | undefined, script: Script): boolean {
  const value = contract && resolved(contract, script);
  return value?.kind === 'call' && /^prisma\d+Schema$/.test(calleeName(value.callee) ?? '');
}

/** What stands under `orm`, or in the call that it is given; where there is no such section, the config itself. */
function ormSection(script: Script): ObjectExpression | undefined {
  const exported = script.statements.flatMap((one) => (one.kind === 'export' ? one.value : []));
  for (const value of exported) {
    const config = argumentObject(value, script);
    if (!config) continue;
    const orm = propertyOf(config, 'orm', script);
    return orm ? argumentObject(orm, script) : config;
  }
  return undefined;
}

/** The object that the expression stands for, or the first argument of the call that it is. */
function argumentObject(value: Expression, script: Script): ObjectExpression | undefined {
  const found = resolved(value, script);
  const [argument] = found.kind === 'call' ? found.args : [found];
  return argument && objectOf(argument, script);
}
