import type { SchemaSnapshot } from '../../core/database/schema-snapshot';
import type { SchemaDifference } from '../../core/drift/schema-diff';
import { isHumanError } from '../../core/human-error';
import { readinessOf } from '../../workflows/before-migration';
import type { Look, Making } from './safe-migrate-deps';

/**
 * How the migration is to be made.
 *
 * - with-database: `migrate dev`, which sees the database
 * - apart: from the files alone; `because` is a sentence, undefined where the person wants it so
 * - drifted: not at all, since files differ from what was applied
 * - refused: not at all; `reasons` are sentences
 */
export type Way =
  | { readonly kind: 'with-database' }
  | { readonly kind: 'apart'; readonly because?: string }
  | { readonly kind: 'drifted' }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Prisma sees the database only where it would find nothing to apply or to reset. */
export async function chooseWay(making: Making): Promise<Way> {
  const { environment, withoutDatabase, source } = making.target;
  if (environment?.production) {
    const { name, url } = environment;
    return refused(
      `${name} is production (${url.place}), where no migration is developed. Use a local database, or --offline.`,
    );
  }
  const empty = source.emptyFolders ?? [];
  if (empty.length > 0) {
    return refused(
      ...empty.map((name) => `${name} has no migration.sql: delete the folder, or bring the file back.`),
    );
  }
  if (environment === undefined) {
    return withoutDatabase === undefined ? { kind: 'apart' } : apart(withoutDatabase);
  }
  making.progress.say(`Asking the database of ${environment.name}…`);
  let asked: { look: Look; live: SchemaSnapshot | undefined };
  try {
    const look = await making.target.look();
    // A database in which nothing was ever applied cannot have drifted.
    const isComparable = making.args.driftCheck && source.migrations.length > 0;
    asked = { look, live: isComparable ? await making.target.readSnapshot?.() : undefined };
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return apart(error.message);
  }
  const readiness = readinessOf(asked.look.status, asked.look.hasTables);
  switch (readiness.kind) {
    case 'ready':
      return asked.live ? await lookForSchemaDrift(asked.live, making) : { kind: 'with-database' };
    case 'apart':
      return apart(readiness.because);
    case 'drifted':
      return readiness;
    case 'blocked':
      return refused(...readiness.reasons);
  }
}

/** Where the history cannot be replayed here, it is left to Prisma to find out. */
async function lookForSchemaDrift(live: SchemaSnapshot, { target, rehearse }: Making): Promise<Way> {
  const differences = (await rehearse()).driftOf(live) ?? [];
  if (differences.length === 0) return { kind: 'with-database' };
  const place = target.environment?.url.place ?? 'The database';
  return refused(
    ...differences.slice(0, mostTold).map((one) => `${place} ${differenceWords(one)}.`),
    ...(differences.length > mostTold ? [`And ${differences.length - mostTold} more.`] : []),
    'No migration was made: Prisma would want to reset the database, which is not needed. migration-guard check-drift --schema tells what to do about each of these; --no-drift-check leaves it to Prisma.',
  );
}

const mostTold = 5;

function differenceWords({ kind, object: { type, table, name } }: SchemaDifference): string {
  const where = table !== null && table !== name ? ` of ${table}` : '';
  const what = `the ${type} ${name}${where}`;
  switch (kind) {
    case 'missing':
      return `lacks ${what}, which the migrations make`;
    case 'unexpected':
      return `has ${what}, which no migration makes`;
    case 'different':
      return `has ${what} otherwise than the migrations make it`;
  }
}

function apart(because: string): Way {
  return { kind: 'apart', because: `${because} So the migration is made from the files alone.` };
}

function refused(...reasons: string[]): Way {
  return { kind: 'refused', reasons };
}
