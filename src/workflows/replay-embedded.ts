import type { Range } from '../core/finding';
import { readScript } from '../core/sql/statements';
import type { Embedded } from './embedded';
import type { MigrationFile } from './lint-source';
import type { Progress } from './progress';

/** The migration at which a history cannot go on. */
export interface ReplayFailure {
  readonly migration: MigrationFile;
  /** What PostgreSQL says. */
  readonly message: string;
  /** The statement that it refuses; undefined where it refuses the script as a whole. */
  readonly range: Range | undefined;
  /** An extension that the embedded PostgreSQL has not got, where that is why. */
  readonly extension: string | undefined;
}

export interface Replayed {
  /** How many migrations were applied. */
  readonly applied: number;
  readonly failure: ReplayFailure | undefined;
}

/** Applies migrations one after the other, until one fails. */
export async function replayOnto(
  database: Embedded,
  migrations: readonly MigrationFile[],
  progress?: Progress,
): Promise<Replayed> {
  let applied = 0;
  for (const migration of migrations) {
    progress?.tick();
    try {
      await database.run(migration.text);
    } catch (error) {
      return { applied, failure: await failureOf(database, migration, messageOf(error)) };
    }
    applied++;
  }
  return { applied, failure: undefined };
}

/** Names in CREATE EXTENSION, so that they can be made available before. */
export function extensionsIn(migrations: readonly { readonly text: string }[]): string[] {
  const pattern = /\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"((?:[^"]|"")+)"|([\w$]+))/gi;
  const names = migrations.flatMap(({ text }) =>
    [...text.matchAll(pattern)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.toLowerCase(),
    ),
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** PostgreSQL has taken all of the script back, so it is tried again statement by statement, and taken back again. */
async function failureOf(
  database: Embedded,
  migration: MigrationFile,
  message: string,
): Promise<ReplayFailure> {
  const extension = /extension "([^"]+)" is not available/.exec(message)?.[1];
  const found = { migration, message, extension };
  const { statements } = readScript(migration.text);
  try {
    await database.run('ROLLBACK; BEGIN');
    for (const { start, end } of statements) {
      try {
        await database.run(migration.text.slice(start, end));
      } catch (error) {
        return { ...found, message: messageOf(error), range: { start, end } };
      }
    }
    return { ...found, range: undefined };
  } finally {
    await database.run('ROLLBACK').catch(() => undefined);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
