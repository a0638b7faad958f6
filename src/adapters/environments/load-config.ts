// A program of its own: loads a Prisma config file through the project's own Prisma, and writes what it says of the
// database to descriptor 3, where nothing that the config prints can come between. It runs the project's code, so it
// never does so in the process of the editor or the command line.
//   node load-config.js <project's root> <config file> <variables to tell, as a JSON list>
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { withoutCredentials } from '../../core/environment/masks';
import { secretsIn } from '../process/secrets-in';
import { record } from '../project/settings';
import type { ConfigAnswer } from './config-answer';

/** `prisma7` stands beside a `prisma` 8, which has no Migrate. */
const packages = ['prisma7', 'prisma'];

const longestMessage = 300;

type Load = (input: { configFile: string; configRoot: string }) => Promise<unknown>;

/** A package manager that hoists nothing lets only `prisma` itself find `@prisma/config`. */
function findLoader(root: string): Load | undefined {
  const fromRoot = createRequire(path.join(root, 'package.json'));
  for (const name of packages) {
    const prisma = resolved(fromRoot, `${name}/package.json`);
    const fromPrisma = prisma === undefined ? fromRoot : createRequire(prisma);
    const config = resolved(fromPrisma, '@prisma/config');
    if (config === undefined) continue;
    const module: unknown = fromPrisma(config);
    const load = record(module)['loadConfigFromFile'];
    if (isLoad(load)) return load;
  }
  return undefined;
}

function isLoad(value: unknown): value is Load {
  return typeof value === 'function';
}

function resolved(from: NodeJS.Require, name: string): string | undefined {
  try {
    return from.resolve(name);
  } catch {
    return undefined;
  }
}

async function load(root: string, configFile: string, variables: readonly string[]): Promise<ConfigAnswer> {
  const loader = findLoader(root);
  if (!loader) return { kind: 'no-prisma' };
  const { error, config } = record(await loader({ configFile, configRoot: root }));
  if (error !== undefined) return failure(error);
  const datasource = record(record(config)['datasource']);
  return {
    kind: 'settings',
    url: text(datasource['url']),
    directUrl: text(datasource['directUrl']),
    shadowDatabaseUrl: text(datasource['shadowDatabaseUrl']),
    variables: Object.fromEntries(variables.flatMap((name) => [[name, process.env[name] ?? ''] as const])),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Prisma wraps what was thrown: `{ _tag, error }`. */
function failure(error: unknown): ConfigAnswer {
  const tag = text(record(error)['_tag']);
  if (tag === 'ConfigFileNotFound') return { kind: 'failed', message: 'it is not there any more' };
  const thrown = record(error)['error'] ?? error;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const unset = /Cannot resolve environment variable: (\S+?)\.?$/.exec(message)?.[1];
  if (unset !== undefined) return { kind: 'unset', variable: unset };
  return { kind: 'failed', message: shown(message) };
}

/** One line of a message, without what could be a secret. A tree of what a checker expected ends in what is wrong. */
function shown(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const branches = lines.filter((line) => line.startsWith('└─')).map((line) => line.slice(2).trim());
  const explanation = branches.length > 0 ? branches.join(' ') : lines.find((line) => line !== '');
  let clean = withoutCredentials(explanation ?? 'it gives no reason');
  // The config may have loaded a `.env` and put any part of it into its message.
  for (const secret of secretsIn(process.env)) clean = clean.replaceAll(secret, '***');
  return clean.length > longestMessage ? `${clean.slice(0, longestMessage)}…` : clean;
}

function answer(what: ConfigAnswer): never {
  fs.writeSync(3, JSON.stringify(what));
  // The config may have opened what would keep the process alive.
  process.exit(0);
}

const [root = '', configFile = '', variables = '[]'] = process.argv.slice(2);
const names: unknown = JSON.parse(variables);
// Only we need it: a program that the config starts must not inherit it.
delete process.env['ELECTRON_RUN_AS_NODE'];
load(root, configFile, Array.isArray(names) ? names.map(String) : []).then(answer, (error: unknown) =>
  answer(failure(error)),
);
