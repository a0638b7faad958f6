import type { SchemaSnapshot } from '../core/database/schema-snapshot';
import { HumanError } from '../core/human-error';
import { quoteName } from '../core/sql/names';
import type { Embedded, OpenEmbedded } from './embedded';
import type { LintSource, MigrationFile, TextFile } from './lint-source';
import type { Progress } from './progress';
import { openPrismaRows } from './prisma-rows';
import { endSession, extensionsIn, failureOf, replayOnto, type Replayed } from './replay-embedded';
import { grouped } from '../core/grouped';

export interface ReplayOptions {
  readonly openEmbedded: OpenEmbedded;
  /**
   * What a platform provides before the first migration runs: roles, schemas, extensions. `file` is where it is written;
   * each runs by itself, in this order.
   */
  readonly prelude?: readonly TextFile[];
  /** Instead of the project's own: those that a database has applied, or one that is not written yet. */
  readonly migrations?: readonly MigrationFile[];
  /** That of the connection, `?schema=` in its URL; `public` without it. */
  readonly ownSchema?: string;
  /** Whether Prisma's rows are written as `migrate deploy` writes them: what it refuses for them is a failure, too. */
  readonly writesRows?: boolean;
  readonly progress?: Progress | undefined;
}

/** An embedded database after a history, or after as much of it as could be applied. `close` it. */
export interface ReplayedDatabase extends Replayed {
  readonly database: Embedded;
  /** What was there before the first migration, where a prelude ran. */
  readonly provided: SchemaSnapshot | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Applies a history to an embedded database as Prisma does, all of it on one connection.
 *
 * @throws HumanError where the prelude fails
 */
export async function openReplayed(
  source: Pick<LintSource, 'migrations'>,
  options: ReplayOptions,
): Promise<ReplayedDatabase> {
  const { openEmbedded, prelude = [], migrations = source.migrations, ownSchema = 'public' } = options;
  const { writesRows = false, progress } = options;
  progress?.say(`Applying ${grouped(migrations.length)} migrations to an embedded database…`);
  const database = await openEmbedded(extensionsIn([...prelude, ...migrations]));
  try {
    for (const script of prelude) await runPrelude(database, script);
    const provided = prelude.length > 0 ? await database.readSnapshot(ownSchema) : undefined;
    if (ownSchema !== 'public') await database.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(ownSchema)}`);
    await useSchema(database, ownSchema);
    const rows = writesRows ? await openPrismaRows(database, ownSchema) : undefined;
    const replayed = await replayOnto(database, migrations, { progress, rows, ownSchema });
    return { database, provided, ...replayed, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Begins a session as Prisma does when it connects. */
export async function useSchema(database: Embedded, ownSchema: string): Promise<void> {
  if (ownSchema !== 'public') await database.run(`SET search_path = ${quoteName(ownSchema)}`);
}

async function runPrelude(database: Embedded, { file, text }: TextFile): Promise<void> {
  try {
    await database.run(text);
    await endSession(database);
  } catch (error) {
    const { message, range } = failureOf({ name: file, file, text }, error);
    const line = range && text.slice(0, range.start).split('\n').length;
    const where = line === undefined ? file : `${file}:${line}`;
    throw new HumanError(
      `${where}: what is to run before the migrations fails on an empty database: ${message}. Correct it.`,
      { cause: error },
    );
  }
}
