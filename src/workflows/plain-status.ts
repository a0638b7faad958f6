import type { ProtectedObjectStatus } from '../core/protection/live-objects';
import type { ProtectedIndexStatus } from '../core/protection/live-state';
import type {
  IndexStanding,
  IndexStateJson,
  MigrationStanding,
  ObjectStanding,
  Origin,
  Standing,
} from '../core/reports/status';
import type { IndexRecord } from '../core/ledger/records';
import { needsAttention, type MigrationStatus } from '../core/status/migration-status';
import type { IndexDrop } from './dropped-by';
import type { Prisma8Standing } from './prisma8-applied';
import type { IndexStatus, StatusReport } from './status';

/**
 * How one project stands in one database, as plain data: what `status --json` prints, threads send each other, and the
 * sidebar shows and remembers. docs/status.md promises this shape: keys may be added, but none is renamed or removed.
 */
export type PlainStatus = Standing;
export type PlainMigration = MigrationStanding;
export type PlainIndex = IndexStanding;
export type PlainObject = ObjectStanding;

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
    protectedObjects: report.protectedObjects.map((status) => plainObject(status, fileOf)),
    ...(report.prisma8 && { prisma8: plainPrisma8(report.prisma8) }),
  };
}

function plainPrisma8({
  place,
  marker,
  contract,
  updates,
  hasOlder,
}: Prisma8Standing): NonNullable<PlainStatus['prisma8']> {
  return { place, marker: marker ?? null, contract: contract ?? null, updates, hasOlder };
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

export function plainIndexState({ index, state, live, differences }: ProtectedIndexStatus): IndexStateJson {
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
    origin: record ? plainOrigin(record, fileOf) : null,
    droppedBy: status.droppedBy ? plainDrop(status.droppedBy, fileOf) : null,
  };
}

function plainOrigin(
  { origin: { migration, file, range } }: Pick<IndexRecord, 'origin'>,
  fileOf: (file: string) => string,
): Origin {
  return { migration, file: fileOf(file), start: range.start, end: range.end };
}

export function plainObject(
  { object, state, live, differences }: ProtectedObjectStatus,
  fileOf: (file: string) => string,
): ObjectStanding {
  const { kind, name, record, statements } = object;
  return {
    ...{
      kind,
      schema: object.schema ?? live?.schema ?? null,
      table: object.table ?? live?.table ?? null,
      name,
    },
    ...{ state, differences },
    listed: object.entry !== undefined,
    statements: statements ? [...statements] : null,
    origin: record ? plainOrigin(record, fileOf) : null,
  };
}

function plainDrop(
  { migration, file, range, intent, appliedAt }: IndexDrop,
  fileOf: (file: string) => string,
): NonNullable<IndexStanding['droppedBy']> {
  return {
    ...{ migration, file: fileOf(file) },
    ...{ start: range?.start ?? null, end: range?.end ?? null },
    ...{ intent, appliedAt },
  };
}
