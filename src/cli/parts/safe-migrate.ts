import path from 'node:path';
import { loadGrammar } from '../../core/sql/grammar';
import { inPrismaOrder } from '../../core/status/order';
import { diffAgainstHistory } from '../../adapters/prisma/diff/history-diff';
import { findEnvironment } from '../../adapters/environments/find-environment';
import { environmentProject, type EnvironmentProject } from '../../adapters/environments/project';
import { NoDatabaseUrl } from '../../adapters/environments/resolved';
import { stoppableMatcher } from '../../adapters/project/pattern-matcher';
import { readPrelude } from '../../adapters/project/prelude';
import { findPrismaCli } from '../../adapters/prisma/prisma-cli';
import { readText } from '../../adapters/project/regular-file';
import { sha256 } from '../../adapters/project/sha256';
import { writeLock, writeMigrations } from '../../adapters/project/write-migrations';
import { checkDrift } from '../../workflows/check-drift';
import { cleanMigration } from '../../workflows/clean-migration';
import { assertNoMistakes } from '../../workflows/configuration';
import type { OpenEmbedded } from '../../workflows/embedded';
import type { Environment } from '../../workflows/environment';
import type { LintSource } from '../../workflows/lint-source';
import { newMigrationNames } from '../../workflows/new-migrations';
import { judgingBy } from '../../workflows/judging';
import { textLinter } from '../../workflows/lint-text';
import { openRehearsal } from '../../workflows/rehearsal';
import { openEachOnce } from '../../workflows/replayed-project';
import { readStatus } from '../../workflows/status';
import { askText } from '../ask';
import { runSafeMigrate } from '../commands/safe-migrate';
import type { SafeMigrateArgs } from '../commands/safe-migrate-args';
import type { SafeMigrateTarget } from '../commands/safe-migrate-deps';
import { open } from '../connect';
import { draftByDev } from './draft-by-dev';
import type { Machine } from './machine';
import { openOnly, prismaFileArgs } from './prisma-files';

/** `safe-migrate` on this machine. */
export function safeMigrate(args: SafeMigrateArgs, machine: Machine): Promise<number> {
  const { cwd, env, stdout, stderr } = machine;
  return runSafeMigrate(args, {
    open: (given) => openTarget(given, machine),
    ask: askText,
    ...{ cwd, env, stdout, stderr },
  });
}

async function openTarget(args: SafeMigrateArgs, machine: Machine): Promise<SafeMigrateTarget> {
  const { timeout } = args;
  const { source, migrationsFolder } = await openOnly(args, machine.cwd);
  const place = environmentProject(source);
  const prisma = findPrismaCli(source.root, place.guard?.prismaCommand);
  const fileArgs = prismaFileArgs(args, place, machine.cwd);
  const prelude = readPrelude(source);
  const { environment, withoutDatabase } = await findDatabase(args, place, machine);
  const asking = <T>(ask: (database: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> =>
    whileOpen(environment, ask);
  const replayed = openEachOnce(loadGrammar);
  return {
    source,
    prisma: prisma.words,
    environment,
    withoutDatabase,
    look: () =>
      asking(async (database) => {
        const [status, tables] = await Promise.all([
          readStatus(replayed(source), args.env, database, sha256),
          database.readTables(),
        ]);
        return { status, hasTables: tables.length > 0 };
      }),
    checkDrift: () => asking((database) => checkDrift(source, args.env, database, { sha256 })),
    draftByDev: (label) => {
      if (!environment) throw new Error('There is no database to draft with');
      const files = { root: source.root, migrationsFolder, fileArgs };
      return draftByDev(label, { ...files, place, environment, prisma, timeoutMs: timeout * 1000 }, machine);
    },
    readSnapshot: hasExternalTables(place) ? undefined : () => asking((database) => database.readSnapshot()),
    rehearse: async (progress) =>
      openRehearsal(await replayed(source), {
        openEmbedded: await embedded(),
        ...{ progress, prelude: prelude.scripts, ownSchema: environment?.url.schema },
      }),
    draftByDiff: async () => {
      const sql = await diffAgainstHistory(source, prisma, {
        openEmbedded: await embedded(),
        // What stands in the config, Prisma reads itself.
        prelude: prelude.scripts.find(({ file }) => file !== place.configFile)?.text,
        env: machine.env,
        timeoutMs: timeout * 1000,
      });
      return {
        kind: 'drafted',
        draft: sql === '' ? undefined : { name: '', sql: sql.replace(/\n+$/, '\n') },
      };
    },
    nameFor: (label, drafted) => nameFor(label, drafted, source),
    fileOf: (migration) => path.join(migrationsFolder, migration, 'migration.sql'),
    openLint: async () => {
      const project = await replayed(source);
      assertNoMistakes(project.configuration);
      const lintText = textLinter(project, judgingBy({ matchPattern: stoppableMatcher() }));
      return (drafted) => cleanMigration(lintText, drafted);
    },
    write: (migration) => {
      writeMigrations([migration]);
      writeLock(migrationsFolder);
    },
  };
}

/** Whether the Prisma config names tables that are none of Prisma's business. */
function hasExternalTables({ configFile }: EnvironmentProject): boolean {
  return configFile !== undefined && /\bexternal\b/.test(readText(configFile) ?? '');
}

async function embedded(): Promise<OpenEmbedded> {
  return (await import('../../adapters/embedded/open-embedded')).openEmbedded;
}

/** A database that others use is not one to develop with, so it is left alone. */
async function findDatabase(
  { offline, env: name }: SafeMigrateArgs,
  place: EnvironmentProject,
  { env }: Machine,
): Promise<{ environment: Environment | undefined; withoutDatabase: string | undefined }> {
  if (offline) return { environment: undefined, withoutDatabase: undefined };
  try {
    const environment = await findEnvironment(name, place, { env });
    const { url, production } = environment;
    if (production || url.isLocal(place.guard?.localHosts ?? [])) {
      return { environment, withoutDatabase: undefined };
    }
    const why = `${url.place} is not on this machine, nor in "localHosts" of migration-guard.json.`;
    return { environment: undefined, withoutDatabase: why };
  } catch (error) {
    if (!(error instanceof NoDatabaseUrl)) throw error;
    return { environment: undefined, withoutDatabase: error.message };
  }
}

async function whileOpen<T>(
  environment: Environment | undefined,
  ask: (database: Awaited<ReturnType<typeof open>>) => Promise<T>,
): Promise<T> {
  if (!environment) throw new Error('There is no database to ask');
  const database = await open(environment);
  try {
    return await ask(database);
  } finally {
    await database.close();
  }
}

/** Prisma's own name, unless one that is there already would come behind it. */
function nameFor(label: string, drafted: string, source: LintSource): string {
  const { migrations, emptyFolders = [], prisma } = source;
  const existing = [...migrations.map(({ name }) => name), ...emptyFolders];
  const isLast = inPrismaOrder([...existing, drafted], prisma.version).at(-1) === drafted;
  if (isLast && drafted !== '') return drafted;
  return newMigrationNames(source, label, 1, Date.now())[0] ?? drafted;
}
