import { positionsOf } from '../../../core/text-positions';
import type { Embedded } from '../../../workflows/embedded';
import type { LintSource } from '../../../workflows/lint-source';
import { replayOnto, type ReplayFailure } from '../../../workflows/replay-embedded';

/**
 * Why a history cannot be replayed, with the migration and the statement, which Prisma does not tell: found by replaying
 * it once more. Undefined where that does not stop at the same migration, as Prisma may have run more before it.
 *
 * @param stopped the migration at which Prisma stopped
 */
export async function replaySentence(
  { migrations }: Pick<LintSource, 'migrations'>,
  stopped: string,
  open: () => Promise<Embedded>,
): Promise<string | undefined> {
  const embedded = await open();
  try {
    const { failure } = await replayOnto(embedded, migrations);
    return failure?.migration.name === stopped ? sentenceFor(failure) : undefined;
  } finally {
    await embedded.close();
  }
}

function sentenceFor({ migration, message, range, extension }: ReplayFailure): string {
  if (extension !== undefined) {
    return `The history cannot be replayed on the embedded PostgreSQL: ${migration.name} creates the extension ${extension}, which it does not have. Use a database that has it (prisma migrate dev).`;
  }
  const line = range ? ` line ${positionsOf(migration.text).at(range.start).line}` : '';
  const statement = range ? `, ${shortened(migration.text.slice(range.start, range.end))}` : '';
  return `The history does not apply to an empty database: ${migration.name}${line}${statement}: ${message}. Fix that migration, or put what it needs before it into the "prelude" of migration-guard.json.`;
}

function shortened(statement: string): string {
  const line = statement.replace(/\s+/g, ' ').replace(/;$/, '').trim();
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
