import type { Range } from '../core/range';
import { errorPosition } from '../core/sql/error-position';
import { readScript } from '../core/sql/statements';
import { sessionStateLeft, type StateLeft } from '../core/sql/session-state';
import { isScriptRefused, type Embedded, type ScriptRefused } from './embedded';
import type { MigrationFile } from './lint-source';
import type { PrismaRows } from './prisma-rows';
import type { Progress } from './progress';

/** The migration at which a history cannot go on. */
export interface ReplayFailure {
  readonly migration: MigrationFile;
  /** What PostgreSQL says. */
  readonly message: string;
  /** The statement that it refuses, or the one that leaves what `row` says; undefined where it is none alone. */
  readonly range: Range | undefined;
  /** Where in it PostgreSQL stumbled, in UTF-16 units of the text from 0, where it says so. */
  readonly offset: number | undefined;
  /** An extension that the embedded PostgreSQL has not got, where that is why. */
  readonly extension: string | undefined;
  /** Where not the migration was refused but the row that Prisma writes of it: what is known of why. */
  readonly row?: { readonly left: StateLeft | undefined };
}

export interface Replayed {
  /** How many migrations were applied. */
  readonly applied: number;
  readonly failure: ReplayFailure | undefined;
}

export interface ReplayedBy {
  readonly progress?: Progress | undefined;
  /** What writes Prisma's rows; without it nobody does. */
  readonly rows?: PrismaRows | undefined;
  /** That of the connection. */
  readonly ownSchema?: string | undefined;
}

/**
 * Applies migrations one after the other in one session, until one fails. The session is then as new, as one is that
 * Prisma begins: what the last migration has set or left open is not for those who ask afterwards.
 */
export async function replayOnto(
  database: Embedded,
  migrations: readonly MigrationFile[],
  { progress, rows, ownSchema }: ReplayedBy = {},
): Promise<Replayed> {
  const failure = await firstFailure(database, migrations, { progress, rows, ownSchema });
  await endSession(database);
  const applied = migrations.slice(0, failure ? migrations.indexOf(failure.migration) : undefined);
  const lost = await rows?.lost(applied);
  if (!lost) return { applied: applied.length, failure };
  return {
    applied: applied.indexOf(lost),
    failure: rowFailure(lost, undefined, ownSchema),
  };
}

async function firstFailure(
  database: Embedded,
  migrations: readonly MigrationFile[],
  { progress, rows, ownSchema }: ReplayedBy,
): Promise<ReplayFailure | undefined> {
  for (const migration of migrations) {
    progress?.tick();
    const ofRow = (message: string): ReplayFailure => rowFailure(migration, message, ownSchema);
    const failure =
      (await refusalOf(
        () => rows?.begin(migration),
        ({ message }) => ofRow(message),
      )) ??
      (await refusalOf(
        () => database.run(migration.text),
        (refused) => failureOf(migration, refused),
      )) ??
      (await refusalOf(
        () => rows?.finish(),
        ({ message }) => ofRow(message),
      ));
    if (failure) return failure;
  }
  return undefined;
}

async function refusalOf(
  run: () => Promise<void> | undefined,
  explain: (refused: ScriptRefused) => ReplayFailure,
): Promise<ReplayFailure | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!isScriptRefused(error)) throw error;
    return explain(error);
  }
}

/** Makes the session as a new one. */
export async function endSession(database: Embedded): Promise<void> {
  await database.run('ROLLBACK');
  await database.run('RESET SESSION AUTHORIZATION');
  await database.run('DISCARD ALL');
}

/**
 * What is known where Prisma's row of a migration is not kept.
 *
 * @param refusal what PostgreSQL says; undefined where it took the row, which is gone when Prisma has disconnected
 */
function rowFailure(migration: MigrationFile, refusal?: string, ownSchema?: string): ReplayFailure {
  const left = sessionStateLeft(migration.text, readScript(migration.text), ownSchema).find(
    ({ kind }) => (kind === 'open-transaction') === (refusal === undefined),
  );
  const message = refusal ?? 'it is gone when Prisma disconnects';
  return {
    ...{ migration, message, range: left?.range, offset: undefined, extension: undefined },
    row: { left },
  };
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

/** Names of the extensions that migrations create, and none of them drops. */
export function extensionsMade(migrations: readonly { readonly text: string }[]): ReadonlySet<string> {
  const dropped = migrations
    .flatMap(({ text }) => text.match(/\bdrop\s+extension\b[^;]*/gi) ?? [])
    .join('\n');
  return new Set(extensionsIn(migrations).filter((name) => !dropped.includes(name)));
}

/** What is known of a script that was refused. @throws what is no refusal, such as a database that broke down */
export function failureOf(migration: MigrationFile, error: unknown): ReplayFailure {
  if (!isScriptRefused(error)) throw error;
  const { message, completed, position } = error;
  const { statements } = readScript(migration.text);
  const { text } = migration;
  const given = position === undefined ? undefined : offsetOf(text, position);
  const { statement: at, offset } = errorPosition({ text, statements, completed, message, offset: given });
  return {
    migration,
    message,
    extension: /extension "([^"]+)" is not available/.exec(message)?.[1],
    // A byte order mark stands before every statement.
    range:
      given === 0 && migration.text.startsWith('\uFEFF')
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
