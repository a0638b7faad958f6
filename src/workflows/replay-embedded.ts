import type { Range } from '../core/range';
import { readScript } from '../core/sql/statements';
import { isScriptRefused, type Embedded } from './embedded';
import type { MigrationFile } from './lint-source';
import type { Progress } from './progress';

/** The migration at which a history cannot go on. */
export interface ReplayFailure {
  readonly migration: MigrationFile;
  /** What PostgreSQL says. */
  readonly message: string;
  /** The statement that it refuses; undefined where it refuses the script as a whole. */
  readonly range: Range | undefined;
  /** Where in it PostgreSQL stumbled, in UTF-16 units of the text from 0, where it says so. */
  readonly offset: number | undefined;
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
      return { applied, failure: failureOf(migration, error) };
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

/** What is known of a script that was refused. @throws what is no refusal, such as a database that broke down */
export function failureOf(migration: MigrationFile, error: unknown): ReplayFailure {
  if (!isScriptRefused(error)) throw error;
  const { message, completed, position } = error;
  const { statements } = readScript(migration.text);
  const offset = position === undefined ? undefined : offsetOf(migration.text, position);
  const at =
    offset === undefined
      ? statements[completed]
      : (statements.find(({ start, end }) => start <= offset && offset < end) ?? statements.at(-1));
  return {
    migration,
    message,
    extension: /extension "([^"]+)" is not available/.exec(message)?.[1],
    // A byte order mark stands before every statement.
    range:
      offset === 0 && migration.text.startsWith('\uFEFF')
        ? { start: 0, end: 1 }
        : at && { start: at.start, end: at.contentEnd },
    offset,
  };
}

/** PostgreSQL counts characters from 1. */
function offsetOf(text: string, position: number): number {
  let offset = 0;
  for (const character of text) {
    if (--position === 0) break;
    offset += character.length;
  }
  return offset;
}
