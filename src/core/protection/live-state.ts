import type { CatalogueIndex } from '../database/catalogue';
import { readDefinition, type IndexDefinition, type IndexKey } from '../ledger/definition';
import type { Grammar } from '../sql/grammar';
import { expressionParts } from './expression-parts';
import type { ProtectedIndex } from './protected-index';

/**
 * How a protected index fares in a database: `different` is an imposter, an index of that name that is another;
 * `invalid` one whose concurrent build broke off; `pending` is to be made by a migration that is not applied yet.
 */
export type LiveState = 'present' | 'missing' | 'invalid' | 'different' | 'pending';

export interface ProtectedIndexStatus {
  readonly index: ProtectedIndex;
  readonly state: LiveState;
  /** What bears its name in the database. */
  readonly live: CatalogueIndex | undefined;
  /** Each completes "it has": `no WHERE clause`. Empty unless the state is `different`. */
  readonly differences: readonly string[];
}

/**
 * Compares what should be there with what the catalogue has.
 *
 * @param isPending whether a migration is still to be applied
 */
export function liveStates(
  indexes: readonly ProtectedIndex[],
  catalogue: readonly CatalogueIndex[],
  grammar: Grammar,
  isPending: (migration: string) => boolean,
): ProtectedIndexStatus[] {
  const byName = new Map<string, CatalogueIndex[]>();
  for (const index of catalogue) byName.set(index.name, [...(byName.get(index.name) ?? []), index]);
  return indexes.map((index) => {
    const live = (byName.get(index.name) ?? []).find(
      ({ schema }) => index.schema === undefined || schema === index.schema,
    );
    const toCome = index.record !== undefined && isPending(index.record.named.migration);
    if (!live) return { index, state: toCome ? 'pending' : 'missing', live, differences: [] };
    const differences = differencesOf(index, live, grammar);
    if (differences.length > 0) return { index, state: 'different', live, differences };
    return { index, state: live.isValid ? 'present' : 'invalid', live, differences };
  });
}

/** Whether somebody should do something about it. */
export function indexNeedsAttention({ state }: ProtectedIndexStatus): boolean {
  return state !== 'present' && state !== 'pending';
}

function differencesOf(index: ProtectedIndex, live: CatalogueIndex, grammar: Grammar): string[] {
  const wanted =
    index.definition ??
    (index.createStatement === undefined ? undefined : readDefinition(grammar, index.createStatement, []));
  const found = readDefinition(grammar, live.definition, []);
  const otherTable =
    index.table !== undefined && index.table !== live.table ? [`the table ${live.table}`] : [];
  // Nothing is known of it but its name, or PostgreSQL prints what our grammar does not know yet.
  return wanted && found ? [...otherTable, ...definitionDifferences(wanted, found)] : otherTable;
}

/**
 * What the second has that the first has not, and the reverse, in words. PostgreSQL reprints expressions in its own
 * way, so of those only columns and constants are compared.
 */
export function definitionDifferences(wanted: IndexDefinition, found: IndexDefinition): string[] {
  const differences: string[] = [];
  const add = (differs: boolean, words: string): void => {
    if (differs) differences.push(words);
  };
  add(wanted.method !== found.method, `the access method ${found.method}, not ${wanted.method}`);
  add(wanted.unique !== found.unique, found.unique ? 'UNIQUE' : 'no UNIQUE');
  add(
    wanted.nullsNotDistinct !== found.nullsNotDistinct,
    found.nullsNotDistinct ? 'NULLS NOT DISTINCT' : 'no NULLS NOT DISTINCT',
  );
  if (!sameKeys(wanted.keys, found.keys)) {
    differences.push(`the keys (${keyList(found.keys)}), not (${keyList(wanted.keys)})`);
  }
  add(wanted.include.join() !== found.include.join(), `${included(found)}, not ${included(wanted)}`);
  if (wanted.predicate !== undefined && found.predicate === undefined) differences.push('no WHERE clause');
  else if (wanted.predicate === undefined && found.predicate !== undefined)
    differences.push('a WHERE clause');
  else if (!sameParts(wanted.predicate, found.predicate)) differences.push('another WHERE clause');
  add(
    wanted.parameters.join() !== found.parameters.join(),
    `${parametersOf(found)}, not ${parametersOf(wanted)}`,
  );
  return differences;
}

function sameKeys(wanted: readonly IndexKey[], found: readonly IndexKey[]): boolean {
  if (wanted.length !== found.length) return false;
  return wanted.every((key, position) => {
    const other = found[position];
    if (!other || key.column !== other.column || !sameParts(key.expression, other.expression)) return false;
    const rest = ({ opclass, opclassOptions, descending, nulls }: IndexKey): string =>
      JSON.stringify([opclass, opclassOptions, descending, nulls]);
    return rest(key) === rest(other);
  });
}

/** Both absent, or of the same columns and constants. */
function sameParts(wanted: string | undefined, found: string | undefined): boolean {
  if (wanted === undefined || found === undefined) return wanted === found;
  return expressionParts(wanted).join('\0') === expressionParts(found).join('\0');
}

function keyList(keys: readonly IndexKey[]): string {
  return keys
    .map(({ column, opclass, descending }) =>
      [column ?? 'an expression', opclass, descending ? 'DESC' : undefined].filter(Boolean).join(' '),
    )
    .join(', ');
}

function included({ include }: IndexDefinition): string {
  return include.length > 0 ? `INCLUDE (${include.join(', ')})` : 'no INCLUDE';
}

function parametersOf({ parameters }: IndexDefinition): string {
  return parameters.length > 0 ? `WITH (${parameters.join(', ')})` : 'no WITH';
}
