import { HumanError } from '../../core/human-error';
import { quoteName } from '../../core/sql/names';
import type { ChecksumChange } from '../../workflows/database';
import type { Database, Transaction } from './database';

/** The key under which Prisma's engine takes an advisory lock before it touches migrations. */
const prismaLock = 72_707_369;

/** Milliseconds: as long as Prisma itself waits for that lock. */
const usualTimeoutMs = 10_000;

/**
 * Gives one row a new checksum, if it still is as it was read: same checksum, finished, not rolled back. In one
 * transaction, under the lock that `prisma migrate` takes, so that none is in the middle of something.
 *
 * @param statements that make indexes, to be run before in the same transaction
 * @param lockTimeoutMs milliseconds to wait for locks that others hold
 * @returns false where the row is no longer so; then nothing was changed
 * @throws HumanError where a lock is not given in time, and where the database gives no answer
 */
export function fixChecksum(
  database: Database,
  { row, checksum }: ChecksumChange,
  statements: readonly string[] = [],
  lockTimeoutMs = usualTimeoutMs,
): Promise<boolean> {
  const body = async (transaction: Transaction): Promise<boolean> => {
    await transaction.$executeRawUnsafe(`SET LOCAL lock_timeout = ${lockTimeoutMs}`);
    await transaction.$executeRaw`SELECT pg_catalog.pg_advisory_xact_lock(${prismaLock})`;
    const { count } = await transaction.prismaMigration.updateMany({
      where: { id: row.id, checksum: row.checksum, finishedAt: { not: null }, rolledBackAt: null },
      data: { checksum },
    });
    // The id is the table's key. Where somebody took that away, throwing takes the change back.
    if (count > 1)
      throw new HumanError(`${count} rows of _prisma_migrations have the id ${row.id}: fix that first.`);
    if (count === 0) return false;
    for (const sql of statements) {
      if (!makesIndex.test(sql)) throw new Error(`This makes no index: ${sql}`);
      await transaction.$executeRawUnsafe(sql);
    }
    return true;
  };
  const doing = 'writing a checksum into _prisma_migrations';
  return statements.length === 0
    ? database.transact(doing, body)
    : database.transact(`making indexes and ${doing}`, body, buildTimes);
}

/** Nothing else is ever run from here. */
const makesIndex = /^\s*create\s+(?:unique\s+)?index\s/i;

/** Milliseconds: an index on a developer's own tables may take its time. */
const buildTimes = { statement: 600_000, whole: 1_200_000 };

/** The statement that takes the change back, if nobody has changed the row since. */
export function undoStatement(schema: string, { row, checksum }: ChecksumChange): string {
  const table = `${quoteName(schema)}."_prisma_migrations"`;
  return `UPDATE ${table} SET "checksum" = ${constant(row.checksum)} WHERE "id" = ${constant(row.id)} AND "checksum" = ${constant(checksum)};`;
}

function constant(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
