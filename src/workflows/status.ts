import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import { isApplied, type MigrationRow } from '../core/database/migration-row';
import type { ProtectedObjectStatus } from '../core/protection/live-objects';
import type { ProtectedIndexStatus } from '../core/protection/live-state';
import {
  isOpen,
  migrationStatuses,
  unmarkedOf,
  type MigrationStatus,
  type StatusFacts,
} from '../core/status/migration-status';
import { leftOfFailedScript } from '../core/sql/undone';
import { inPrismaOrder } from '../core/status/order';
import type { DatabaseReader } from './database';
import type { LintSource } from './lint-source';
import { dropIn, type IndexDrop } from './dropped-by';
import { assertOwnHistory } from './own-history';
import { findProtected } from './protected-indexes';
import { objectStates } from './protected-objects';
import type { Prisma8Standing } from './prisma8-applied';
import { statesAsApplied } from './states-as-applied';
import { whereaboutsOf } from './whereabouts';
import type { ReplayedProject } from './replayed-project';

/** How a protected index stands in a database, and what took it away where it is missing. */
export interface IndexStatus extends ProtectedIndexStatus {
  /** Undefined also where no applied migration did. */
  readonly droppedBy?: IndexDrop | undefined;
}

/** How one project stands in one database. */
export interface StatusReport {
  readonly root: string;
  /** Tells projects of one root apart. */
  readonly migrationsFolder?: string | undefined;
  /** The environment's name. */
  readonly environment: string;
  /** Where the database is: `localhost:5432/app`. */
  readonly location: string;
  /** False where nothing has ever been applied: there is no `_prisma_migrations`. */
  readonly hasTable: boolean;
  readonly migrations: readonly MigrationStatus[];
  readonly protectedIndexes: readonly IndexStatus[];
  readonly protectedObjects: readonly ProtectedObjectStatus[];
  /** There for a project of Prisma 8. */
  readonly prisma8?: Prisma8Standing | undefined;
}

/**
 * Compares the files of a project with the rows, indexes and other objects of a database.
 *
 * @throws HumanError where the database gives no answer
 */
export async function readStatus(
  opening: Promise<ReplayedProject>,
  environment: string,
  database: DatabaseReader,
  sha256: Sha256,
): Promise<StatusReport> {
  // The database answers while the history is replayed.
  const [rows, catalogue, objectCatalogue, project, committed, found] = await Promise.all([
    database.readRows(),
    database.readIndexes(),
    database.readObjects(),
    opening,
    opening.then(({ source }) => source.history?.committed()),
    opening.then((project) => findProtected(project)),
  ]);
  const { source } = project;
  await assertOwnHistory(rows, source, database.location, sha256);
  const migrations = await withWhereabouts(
    statusesOf(source, rows ?? [], { committed, isShared: !database.isLocal }, sha256),
    source,
    sha256,
  );
  // What has failed is still to be applied, too.
  const isToCome = (one: MigrationStatus): boolean => isOpen(one) || one.state === 'failed';
  const open = new Set(migrations.filter(isToCome).map(({ name }) => name));
  const facts = { ownSchema: database.schema, isPending: (name: string): boolean => open.has(name) };
  const { states, objects, applied } = await statesAsApplied(
    { project, found, rows, catalogue },
    { ...facts, sha256 },
  );
  return {
    root: source.root,
    migrationsFolder: source.migrationsFolder,
    environment,
    location: database.location,
    hasTable: rows !== undefined,
    migrations,
    protectedIndexes: await Promise.all(
      states.map(async (status) =>
        status.state === 'missing'
          ? {
              ...status,
              droppedBy: await dropIn({ applied: applied.project, files: project }, status.index, rows),
            }
          : status,
      ),
    ),
    protectedObjects: objectStates(applied, objectCatalogue, facts, objects),
  };
}

function statusesOf(
  { migrations, emptyFolders = [], prisma }: LintSource,
  rows: readonly MigrationRow[],
  known: Pick<StatusFacts, 'committed' | 'isShared'>,
  sha256: Sha256,
): MigrationStatus[] {
  const texts = new Map(migrations.map(({ name, text }) => [name, text]));
  const statuses = migrationStatuses({
    migrations: [...migrations, ...emptyFolders.map((name) => ({ name, file: undefined }))],
    rows,
    accepts: (migration, { checksum }) => acceptsChecksum(texts.get(migration) ?? '', checksum, sha256),
    ...known,
    inOrder: (names) => inPrismaOrder(names, prisma.version),
  });
  return statuses.map((status) => {
    const text = texts.get(status.name);
    const { state, row } = status;
    if (state !== 'failed' || !row || text === undefined || !acceptsChecksum(text, row.checksum, sha256)) {
      return status;
    }
    const left = leftOfFailedScript(text);
    // What PostgreSQL refused it says in the row.
    return { ...status, left: left === 'undone' && row.logs === undefined ? 'all-or-nothing' : left };
  });
}

/** git is asked only where something is missing. */
async function withWhereabouts(
  migrations: MigrationStatus[],
  source: LintSource,
  sha256: Sha256,
): Promise<MigrationStatus[]> {
  const missing = migrations.flatMap(({ state, row }) => (state === 'missing' && row ? [row] : []));
  if (missing.length === 0) return migrations;
  const whereabouts = await whereaboutsOf(missing, source, sha256);
  const applied = new Set(migrations.flatMap(({ name, row }) => (row && isApplied(row) ? [name] : [])));
  return migrations.map((status) => {
    const where = whereabouts.get(status.name);
    if (!where) return status;
    const unmarked = unmarkedOf(where, applied);
    return unmarked ? { ...status, state: 'squashed', where, unmarked } : { ...status, where };
  });
}

/** A sentence for each table that somebody has locked, so that the definitions of its indexes are not known. */
export function unreadDefinitions({ protectedIndexes }: StatusReport): string[] {
  const byTable = new Map<string, string[]>();
  for (const { live } of protectedIndexes) {
    if (live?.definition === '') byTable.set(live.table, [...(byTable.get(live.table) ?? []), live.name]);
  }
  return [...byTable].map(
    ([table, names]) =>
      `${table} is locked by somebody else, so it is known only that ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} there, not how. Ask again when the lock is gone.`,
  );
}
