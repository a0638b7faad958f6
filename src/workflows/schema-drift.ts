import { isApplied, isFailed, isMarkedByHand, type MigrationRow } from '../core/database/migration-row';
import { objectKey, type SchemaObject, type SchemaSnapshot } from '../core/database/schema-snapshot';
import { adoptingStatements, completingStatements } from '../core/drift/adopt';
import {
  isToAdopt,
  isToComplete,
  likelyCause,
  type LikelyCause,
  type NamedTexts,
} from '../core/drift/likely-cause';
import {
  schemaDifferences,
  schemasOf,
  withoutObjects,
  type SchemaDifference,
} from '../core/drift/schema-diff';
import { findDeclared, findDeclaredTable } from '../core/prisma-schema/find-declared';
import { readDeclarations } from '../core/prisma-schema/read-declarations';
import type { DriftReport } from './check-drift';
import type { SnapshotReader } from './database';
import type { LintSource } from './lint-source';
import { openReplayed, type ReplayOptions } from './open-replayed';
import type { ReplayFailure } from './replay-embedded';

/** How the schema of a database compares with what its applied migrations make. */
export interface SchemaDrift {
  /** The schema of the connection. */
  readonly ownSchema: string;
  /** How many migrations were replayed: those that the database has applied and that have files here. */
  readonly replayed: number;
  /** How many of the tables that they make the database has. */
  readonly tablesInPlace: number;
  /** Where the applied migrations cannot be replayed; then nothing is compared. */
  readonly failure: ReplayFailure | undefined;
  readonly differences: readonly ExplainedDifference[];
  /** The statements of a migration that adopts what was made outside the migrations; none of them drops anything. */
  readonly adopting: readonly string[];
  /** Statements that make again, in this database, what it lacks; without indexes, and none of them drops anything. */
  readonly completing: readonly string[];
}

export interface ExplainedDifference {
  readonly difference: SchemaDifference;
  readonly cause: LikelyCause;
  /** Whether `adopting` holds statements for it. */
  readonly isAdopted: boolean;
}

/** Whether the two differ, or cannot be compared. */
export function hasSchemaDrift({ failure, differences }: SchemaDrift): boolean {
  return failure !== undefined || differences.length > 0;
}

export type SchemaDriftOptions = Pick<ReplayOptions, 'openEmbedded' | 'prelude' | 'progress'>;

/**
 * Replays the migrations that a database has applied, not those that are still to come, and compares what they make with
 * the schema that it has. Where no migration was ever applied, as after `prisma db push`, all of them are replayed.
 *
 * @param drift what is known of the migrations' files; undefined where nobody has looked
 * @throws HumanError where the database gives no answer, or the prelude fails
 */
export async function findSchemaDrift(
  source: LintSource,
  database: SnapshotReader,
  drift: DriftReport | undefined,
  options: SchemaDriftOptions,
): Promise<SchemaDrift> {
  const [rows, live] = await Promise.all([database.readRows(), database.readSnapshot()]);
  const applied = rows?.length ? new Set(rows.filter(isApplied).map(({ name }) => name)) : undefined;
  const migrations = source.migrations.filter(({ name }) => applied?.has(name) ?? true);
  const ownSchema = database.schema;
  const nothing = {
    ...{ ownSchema, replayed: migrations.length, tablesInPlace: 0 },
    ...{ differences: [], adopting: [], completing: [] },
  };
  const replayed = await openReplayed(source, { ...options, migrations, ownSchema });
  try {
    if (replayed.failure) return { ...nothing, failure: replayed.failure };
    const made = await replayed.database.readSnapshot(ownSchema);
    // What the platform provides is the platform's matter, and a prelude need not be true to it.
    const { provided } = replayed;
    const expected = provided ? withoutObjects(made, provided) : made;
    const actual = provided ? withoutObjects(live, provided) : live;
    const ours = schemasOf(expected);
    const found = schemaDifferences(expected, actual, { isOurs: (schema) => ours.has(schema) });
    const facts = { ...migrationFacts(source, rows ?? [], drift), isDeclared: declaredIn(source) };
    const differences = found.map((difference): ExplainedDifference => {
      const cause = likelyCause(difference, { ...facts, expected, actual });
      const isAdopted = isToAdopt(cause) && adoptingStatements([difference], ownSchema).length > 0;
      return { difference, cause, isAdopted };
    });
    const those = (fits: (cause: LikelyCause) => boolean): SchemaDifference[] =>
      differences.flatMap(({ difference, cause }) => (fits(cause) ? difference : []));
    return {
      ...nothing,
      tablesInPlace: tablesInBoth(expected, actual),
      failure: undefined,
      differences,
      adopting: adoptingStatements(those(isToAdopt), ownSchema),
      completing: completingStatements(those(isToComplete), ownSchema),
    };
  } finally {
    await replayed.close();
  }
}

function tablesInBoth(expected: SchemaSnapshot, actual: SchemaSnapshot): number {
  const tablesOf = ({ objects }: SchemaSnapshot): string[] =>
    objects.flatMap((object) => (object.type === 'table' ? objectKey(object, object.schema) : []));
  const there = new Set(tablesOf(actual));
  return tablesOf(expected).filter((table) => there.has(table)).length;
}

function migrationFacts(
  { migrations }: LintSource,
  rows: readonly MigrationRow[],
  drift: DriftReport | undefined,
) {
  const texts = new Map(migrations.map(({ name, text }) => [name, text]));
  const named = (names: readonly string[]): NamedTexts[] =>
    names.map((name) => ({ name, texts: [texts.get(name) ?? ''] }));
  const applied = new Set(rows.filter(isApplied).map(({ name }) => name));
  const edited = (drift?.drifted ?? []).map(({ name, text, verdict }) => ({
    name,
    texts: verdict.kind === 'unproved' ? [text] : [text, verdict.applied.text],
    isChanged: verdict.kind !== 'cosmetic',
  }));
  return {
    edited: edited.filter(({ isChanged }) => isChanged),
    failed: named(rows.filter(isFailed).map(({ name }) => name)),
    marked: named(rows.filter(isMarkedByHand).map(({ name }) => name)),
    pending: rows.length > 0 ? named([...texts.keys()].filter((name) => !applied.has(name))) : [],
    missing: [...applied].filter((name) => !texts.has(name)),
  };
}

/** What schema.prisma says of a thing; checks, triggers and the like it cannot say anything of. */
function declaredIn({ schema }: LintSource): (object: SchemaObject) => boolean | undefined {
  const declarations = readDeclarations(schema);
  const enums = schema.map(({ text }) => text).join('\n');
  return ({ type, schema: lies, table, name }) => {
    const model = table === null ? undefined : findDeclaredTable(declarations, table, lies);
    switch (type) {
      case 'table':
        return model !== undefined;
      case 'column':
        return model?.fields.has(name);
      case 'index':
        return model && findDeclared(declarations, name, lies) !== undefined;
      case 'enum':
        return new RegExp(`\\benum\\s+${name.replace(/\W/g, '\\$&')}\\s*\\{`).test(enums);
      default:
        return undefined;
    }
  };
}
