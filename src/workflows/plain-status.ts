import type { Intent } from '../core/linter/findings/finding';
import type { LiveState, ProtectedIndexStatus } from '../core/protection/live-state';
import { needsAttention, type AppliedState, type MigrationStatus } from '../core/status/migration-status';
import type { Whereabouts } from '../core/status/whereabouts';
import type { IndexDrop } from './dropped-by';
import type { IndexStatus, StatusReport } from './status';

/**
 * How one project stands in one database, as plain data: what `status --json` prints, threads send each other, and the
 * sidebar shows and remembers. docs/status.md promises this shape: keys may be added, but none is renamed or removed.
 */
export interface PlainStatus {
  readonly root: string;
  /** The environment's name. */
  readonly environment: string;
  /** Where the database is: `localhost:5432/app`. */
  readonly place: string;
  /** False where nothing has ever been applied. */
  readonly hasMigrationsTable: boolean;
  readonly migrations: readonly PlainMigration[];
  readonly protectedIndexes: readonly PlainIndex[];
}

/** Where a migration stands in the database. Times are in ISO 8601. */
export interface PlainMigration {
  readonly name: string;
  readonly state: AppliedState;
  /** Whether somebody should do something about it. */
  readonly needsAttention: boolean;
  /** Its `migration.sql`; null where there is none. */
  readonly file: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly rolledBackAt: string | null;
  /** The checksum of the row that tells the state. */
  readonly checksum: string | null;
  /** What the database said of a failure. */
  readonly logs: string | null;
  /** How many rows have its name. */
  readonly attempts: number;
  readonly outOfOrder: boolean;
  readonly uncommitted: boolean;
  /** Where git has what is missing here. */
  readonly where: Whereabouts | null;
  /** Applied to a database that others use, without being committed. */
  readonly stray: boolean;
  /** The names of protected indexes that it took away, and that the database lacks. */
  readonly lostIndexes: readonly string[];
}

/** A protected index and its state in a database. */
export interface PlainIndexState {
  readonly schema: string | null;
  readonly name: string;
  readonly table: string | null;
  readonly state: LiveState;
  /** Each completes "it has". */
  readonly differences: readonly string[];
  /** Whether drift-ignore.json lists it. */
  readonly listed: boolean;
  /** The migration that makes it. */
  readonly madeIn: string | null;
  /** As the database has it. */
  readonly definition: string | null;
  /** What makes it. */
  readonly createStatement: string | null;
}

export interface PlainIndex extends PlainIndexState {
  /** `ivfflat`; null where nobody knows. */
  readonly method: string | null;
  /** Whether schema.prisma declares it. */
  readonly declared: boolean;
  /** The statement that makes it; null where no migration has one. */
  readonly origin: PlainOrigin | null;
  /** Of a missing one the statement that took it away; null where no applied migration did. */
  readonly droppedBy: PlainDrop | null;
}

interface PlainOrigin {
  /** The name of the migration. */
  readonly migration: string;
  /** Its `migration.sql`, in which the offsets are, in UTF-16 units from 0. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

interface PlainDrop {
  /** The name of the migration. */
  readonly migration: string;
  /** Its `migration.sql`. */
  readonly file: string;
  /** The statement, in UTF-16 units of the file from 0; null where the file has been changed and no longer has it. */
  readonly start: number | null;
  readonly end: number | null;
  /** Whether Prisma wrote the statement, or a person wanted it. */
  readonly intent: Intent;
  /** In ISO 8601. */
  readonly appliedAt: string;
}

/** @param fileOf how a file or folder of the project is to be named, which came in as an absolute path */
export function plainStatus(report: StatusReport, fileOf: (file: string) => string): PlainStatus {
  return {
    root: fileOf(report.root),
    environment: report.environment,
    place: report.location,
    hasMigrationsTable: report.hasTable,
    migrations: report.migrations.map((status) =>
      plainMigration(status, lostBy(status.name, report), fileOf),
    ),
    protectedIndexes: report.protectedIndexes.map((status) => plainIndex(status, fileOf)),
  };
}

function lostBy(migration: string, { protectedIndexes }: StatusReport): string[] {
  return protectedIndexes.flatMap(({ index, droppedBy }) =>
    droppedBy?.migration === migration ? [index.name] : [],
  );
}

function plainMigration(
  status: MigrationStatus,
  lostIndexes: readonly string[],
  fileOf: (file: string) => string,
): PlainMigration {
  const { name, state, file, row, attempts, outOfOrder, uncommitted, stray } = status;
  return {
    name,
    state,
    needsAttention: needsAttention(status) || lostIndexes.length > 0,
    file: file === undefined ? null : fileOf(file),
    startedAt: row?.startedAt ?? null,
    finishedAt: row?.finishedAt ?? null,
    rolledBackAt: row?.rolledBackAt ?? null,
    checksum: row?.checksum ?? null,
    logs: row?.logs ?? null,
    attempts,
    outOfOrder,
    uncommitted,
    where: status.where ?? null,
    stray,
    lostIndexes,
  };
}

export function plainIndexState({ index, state, live, differences }: ProtectedIndexStatus): PlainIndexState {
  return {
    schema: index.schema ?? live?.schema ?? null,
    name: index.name,
    table: index.table ?? live?.table ?? null,
    state,
    differences,
    listed: index.entry !== undefined,
    madeIn: index.record?.origin.migration ?? null,
    definition: live?.definition ?? null,
    createStatement: index.createStatement ?? null,
  };
}

function plainIndex(status: IndexStatus, fileOf: (file: string) => string): PlainIndex {
  const { definition, protection, record } = status.index;
  return {
    ...plainIndexState(status),
    method: definition?.method ?? null,
    declared: protection?.declaration !== undefined,
    origin: record
      ? {
          migration: record.origin.migration,
          file: fileOf(record.origin.file),
          start: record.origin.range.start,
          end: record.origin.range.end,
        }
      : null,
    droppedBy: status.droppedBy ? plainDrop(status.droppedBy, fileOf) : null,
  };
}

function plainDrop(
  { migration, file, range, intent, appliedAt }: IndexDrop,
  fileOf: (file: string) => string,
): PlainDrop {
  return {
    ...{ migration, file: fileOf(file) },
    ...{ start: range?.start ?? null, end: range?.end ?? null },
    ...{ intent, appliedAt },
  };
}
