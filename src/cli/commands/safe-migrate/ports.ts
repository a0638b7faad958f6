import path from 'node:path';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject, type EnvironmentProject } from '../../../adapters/environments/project';
import { NoDatabaseUrl } from '../../../adapters/environments/resolved';
import { diffAgainstHistory } from '../../../adapters/prisma/diff/history-diff';
import { prismaFileArgs } from '../../../adapters/prisma/file-args';
import type { OpenedProject } from '../../../adapters/open-projects';
import { findPrismaCli, type PrismaCli } from '../../../adapters/prisma/prisma-cli';
import { readPrelude } from '../../../adapters/prisma/prelude';
import { readText } from '../../../adapters/files/regular-file';
import { sha256 } from '../../../adapters/files/sha256';
import { writeLock, writeMigrations } from '../../../adapters/files/write-migrations';
import type { OpenDatabase } from '../../../adapters/database/open-database';
import { ownCommand } from '../../../core/command-target';
import { HumanError } from '../../../core/human-error';
import { inPrismaOrder } from '../../../core/status/order';
import { checkDrift } from '../../../workflows/check-drift';
import { isLocal } from '../../../workflows/environment';
import type { OpenEmbedded } from '../../../workflows/embedded';
import type { LintSource } from '../../../workflows/lint-source';
import type { RouteFacts } from '../../../workflows/migration-route';
import { newMigrationNames } from '../../../workflows/new-migrations';
import { openRehearsal, type Rehearsal } from '../../../workflows/rehearsal';
import type { ReplayedProject } from '../../../workflows/replayed-project';
import type { SafeMigratePorts } from '../../../workflows/safe-migrate';
import { readStatus } from '../../../workflows/status';
import type { CliContext } from '../../context';
import { commandTarget } from '../../command-target';
import { whileOpen } from '../../../adapters/ask-database';
import type { TerminalProgress } from '../../progress';
import { draftByDev } from './draft-by-dev';
import { notLocalSentence } from './messages';
import type { SafeMigrateArgs } from './args';

/** The project in which a migration is made, its Prisma, and the database that it is developed with. */
export interface Target extends Omit<RouteFacts, 'driftCheck'> {
  readonly source: LintSource;
  readonly migrationsFolder: string;
  readonly project: EnvironmentProject;
  readonly prisma: PrismaCli;
  readonly fileArgs: readonly string[];
}

/** @throws HumanError where there is no such project, environment or Prisma */
export async function targetOf(
  args: SafeMigrateArgs,
  { source, migrationsFolder }: OpenedProject,
  context: CliContext,
): Promise<Target> {
  const project = environmentProject(source);
  const prisma = findPrismaCli(project, context.env);
  const fileArgs = prismaFileArgs(args, project, context.cwd);
  const commands = commandTarget(args, source, context.cwd);
  return {
    ...{ source, migrationsFolder, project, prisma, fileArgs, commands },
    ...(await findDatabase(args, project, context)),
  };
}

/** A database that others use is not one to develop with, so it is left alone. */
async function findDatabase(
  { offline, env: name }: SafeMigrateArgs,
  project: EnvironmentProject,
  { env }: CliContext,
): Promise<Pick<RouteFacts, 'environment' | 'withoutDatabase'>> {
  if (offline) return { environment: undefined, withoutDatabase: undefined };
  try {
    const environment = await findEnvironment(name, project, { env });
    if (environment.production || isLocal(environment)) return { environment, withoutDatabase: undefined };
    return { environment: undefined, withoutDatabase: notLocalSentence(environment) };
  } catch (error) {
    if (!(error instanceof NoDatabaseUrl)) throw error;
    return { environment: undefined, withoutDatabase: error.message };
  }
}

interface Wiring {
  readonly replayed: Promise<ReplayedProject>;
  readonly clean: SafeMigratePorts['clean'];
  readonly progress: TerminalProgress;
  readonly context: CliContext;
  readonly isDev: boolean;
}

/** What the workflow asks of this machine; `close` ends the embedded database, if it was needed. */
export function portsFor(
  { source, migrationsFolder, project, prisma, fileArgs, environment, commands }: Target,
  { env, timeout }: SafeMigrateArgs,
  { replayed, clean, progress, context, isDev }: Wiring,
): { readonly ports: Omit<SafeMigratePorts, 'report'>; readonly close: () => Promise<void> } {
  const prelude = readPrelude(source);
  const timeoutMs = timeout * 1000;
  const asking = async <T>(ask: (database: OpenDatabase) => Promise<T>): Promise<T> => {
    if (!environment) throw new Error('There is no database to ask');
    return whileOpen(environment, ask);
  };
  let rehearsal: Promise<Rehearsal> | undefined;
  const rehearse = async (): Promise<Rehearsal> =>
    openRehearsal(await replayed, {
      openEmbedded: await embedded(),
      ...{ progress, prelude: prelude.scripts, ownSchema: environment?.url.schema },
    });
  return {
    ports: {
      clean,
      look: () =>
        asking(async (database) => {
          const [status, tables] = await Promise.all([
            readStatus(replayed, env, database, sha256),
            database.readTables(),
          ]);
          return { status, hasTables: tables.length > 0 };
        }),
      checkDrift: () => asking((database) => checkDrift(source, env, database, { sha256 })),
      readSnapshot: hasExternalTables(project)
        ? undefined
        : () => asking((database) => database.readSnapshot()),
      rehearse: () => (rehearsal ??= rehearse()),
      draftByDev: (label) => {
        if (!environment) throw new Error('There is no database to draft with');
        const files = { root: source.root, migrationsFolder, fileArgs };
        return draftByDev(label, { ...files, project, environment, prisma, timeoutMs }, context);
      },
      draftByDiff: async () => {
        const sql = await diffAgainstHistory(source, prisma, {
          openEmbedded: await embedded(),
          // What stands in the config, Prisma reads itself.
          prelude: prelude.scripts.find(({ file }) => file !== project.configFile)?.text,
          env: context.env,
          timeoutMs,
        });
        return sql === '' ? undefined : { name: '', sql: sql.replace(/\n+$/, '\n') };
      },
      nameFor: (label, drafted) => nameFor(label, drafted, source, context.now()),
      fileOf: (migration) => path.join(migrationsFolder, migration, 'migration.sql'),
      write: (migration) => {
        writeMigrations([migration]);
        writeLock(migrationsFolder);
      },
      askName: async () => {
        const name = await context.ask.text('What is the migration called? For example add_tags');
        const command = isDev ? 'dev' : 'safe-migrate';
        if (name !== undefined) return name;
        throw new HumanError(
          `The migration needs a name: ${ownCommand(command, commands, '--name', 'add_tags')}`,
        );
      },
    },
    close: async () => {
      await rehearsal?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
}

/** Whether the Prisma config names tables that are none of Prisma's business. */
function hasExternalTables({ configFile }: EnvironmentProject): boolean {
  return configFile !== undefined && /\bexternal\b/.test(readText(configFile) ?? '');
}

async function embedded(): Promise<OpenEmbedded> {
  return (await import('../../../adapters/embedded/open-embedded')).openEmbedded;
}

/** Prisma's own name, unless one that is there already would come behind it. */
function nameFor(label: string, drafted: string, source: LintSource, now: number): string {
  const { migrations, emptyFolders = [], prisma } = source;
  const existing = [...migrations.map(({ name }) => name), ...emptyFolders];
  const isLast = inPrismaOrder([...existing, drafted], prisma.version).at(-1) === drafted;
  if (isLast && drafted !== '') return drafted;
  return newMigrationNames(source, label, 1, now)[0] ?? drafted;
}
