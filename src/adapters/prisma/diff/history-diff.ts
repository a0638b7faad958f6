import fs from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../../core/human-error';
import type { Embedded, OpenEmbedded } from '../../../workflows/embedded';
import type { LintSource } from '../../../workflows/lint-source';
import { extensionsIn } from '../../../workflows/replay-embedded';
import { configFileIn } from '../../environments/project';
import type { PrismaCli } from '../prisma-cli';
import { runCaptured } from '../../process/run-captured';
import type { ProgramResult } from '../../process/run-program';
import type { Variables } from '../../process/variables';
import { inTemporaryFolder } from '../../process/temporary-folder';
import { readText } from '../../files/regular-file';
import { quietly, scriptIn } from './diff-result';
import { diffFailure, failedMigration } from './prisma-failure';
import { replaySentence } from './replay-sentence';
import { schemaArgument } from './schema-argument';
import { writeTemporaryConfig } from './temporary-config';

/** What of a project is compared; its files are absolute paths on disk. */
export type DiffProject = Pick<
  LintSource,
  'root' | 'migrationsFolder' | 'migrations' | 'schema' | 'prisma' | 'prismaConfig'
>;

export interface DiffOptions {
  readonly openEmbedded: OpenEmbedded;
  /** The variables that Prisma is started with. It reaches no database that they name. */
  readonly env: Variables;
  /** SQL that the shadow database needs before the first migration. */
  readonly prelude?: string | undefined;
  /** Milliseconds for Prisma; two minutes without it. */
  readonly timeoutMs?: number | undefined;
  /** Gives up, and ends Prisma. */
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds. */
export const usualTimeoutMs = 120_000;

/**
 * The SQL that the project's own Prisma would write into the next migration: what brings the history, replayed from
 * empty, to the schema on disk. The history is replayed on an embedded database of its own, which Prisma may wipe:
 * whatever URL the project names is not even passed to it. Nothing is written but a config in a temporary folder.
 *
 * @returns Prisma's script; empty where history and schema agree
 * @throws HumanError, one sentence: no schema, a history that cannot be replayed, a config or schema with mistakes,
 *   Prisma ended or out of time
 */
export async function diffAgainstHistory(
  project: DiffProject,
  prisma: PrismaCli,
  options: DiffOptions,
): Promise<string> {
  const schema = schemaArgument(project.schema.map(({ file }) => file));
  if (schema === undefined) {
    throw new HumanError(`No schema.prisma was found for ${project.root}, so there is nothing to compare.`);
  }
  // Prisma runs the prelude itself, after wiping, where it can; twice would be once too often for CREATE ROLE.
  const isScript = readsShadowScript(prisma.version ?? project.prisma.version);
  const embedded = await openShadow(project, options, !isScript);
  try {
    const result = await runDiff(project, prisma, { ...options, schema, shadow: await embedded.serve() });
    const script = scriptIn(result);
    if (script !== undefined) return script;
    const stopped = result.kind === 'ended' ? failedMigration(result.stderr) : undefined;
    const sentence =
      stopped === undefined
        ? undefined
        : await replaySentence(project, stopped, () => openShadow(project, options));
    if (sentence !== undefined) throw new HumanError(sentence);
    const timeoutMs = options.timeoutMs ?? usualTimeoutMs;
    throw diffFailure(result, {
      prisma,
      configFile: project.prismaConfig ?? configFileIn(project.root),
      timeoutMs,
      env: options.env,
    });
  } finally {
    await embedded.close();
  }
}

/** An embedded database with the extensions that are asked for anywhere; `withPrelude` one in which the prelude has run. */
async function openShadow(
  { migrations, root, prismaConfig }: DiffProject,
  { openEmbedded, prelude }: DiffOptions,
  withPrelude = true,
): Promise<Embedded> {
  const config = prismaConfig ?? configFileIn(root);
  // A config may hold SQL for the shadow database, too.
  const texts = [...migrations, { text: prelude ?? '' }, { text: (config && readText(config)) ?? '' }];
  const embedded = await openEmbedded(extensionsIn(texts));
  if (prelude === undefined || !withPrelude) return embedded;
  try {
    await embedded.run(prelude);
    return embedded;
  } catch (error) {
    await embedded.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new HumanError(`The prelude fails on an empty embedded database: ${reason}. Fix it first.`, {
      cause: error,
    });
  }
}

interface Run extends DiffOptions {
  readonly schema: string;
  /** The embedded database's URL. */
  readonly shadow: string;
}

async function runDiff(
  { root, migrations, migrationsFolder, prismaConfig, prisma: found }: DiffProject,
  { program, args, version = found.version }: PrismaCli,
  { schema, shadow, prelude, env, signal, timeoutMs = usualTimeoutMs }: Run,
): Promise<ProgramResult> {
  const is7 = Number.parseInt(version, 10) >= 7;
  const configFile = prismaConfig ?? configFileIn(root);
  // It is one database under any name. Prisma asks its main one for its version, and refuses two URLs that are alike.
  const datasource = { url: namedAs(shadow, 'main'), shadowDatabaseUrl: namedAs(shadow, 'shadow') };
  const wantsConfig =
    is7 || configFile !== undefined || (prelude !== undefined && readsShadowScript(version));
  return await inTemporaryFolder((folder) => {
    const from = migrations.length > 0 ? migrationsFolder : undefined;
    const to = is7
      ? ['--to-schema', schema]
      : ['--to-schema-datamodel', schema, '--shadow-database-url', datasource.shadowDatabaseUrl];
    const config = wantsConfig
      ? writeTemporaryConfig(folder, {
          root,
          configFile,
          datasource: is7 ? datasource : undefined,
          prelude: readsShadowScript(version) ? prelude : undefined,
        })
      : undefined;
    return runCaptured(
      program,
      [
        ...args,
        ...['migrate', 'diff', '--from-migrations', from ?? emptyHistory(folder), ...to],
        ...['--script', '--exit-code'],
        ...(config === undefined ? [] : ['--config', config]),
      ],
      { cwd: root, env: quietly(env), timeoutMs, stop: signal },
    );
  });
}

/** Compared with `--from-empty`, Prisma would make the schema `public`, too. */
function emptyHistory(folder: string): string {
  const migrations = path.join(folder, 'migrations');
  fs.mkdirSync(migrations);
  fs.writeFileSync(path.join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return migrations;
}

/** `initShadowDb` came with 6.13. Before it, a prelude runs before Prisma does, and only what outlives its wiping helps. */
function readsShadowScript(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 13);
}

/** Without a password: it would stand on a command line, and the embedded database wants none. */
function namedAs(url: string, database: string): string {
  const named = new URL(url);
  named.password = '';
  named.pathname = `/${database}`;
  return named.href;
}
