import type { CatalogueIndex } from '../database/catalogue';
import { readDefinition, type IndexDefinition, type IndexKey } from '../ledger/definition';
import type { Grammar } from '../sql/grammar';
import { isVectorMethod, vectorOpclass } from '../vectors/operators';
import { quoteName } from '../sql/names';
import type { ProtectedIndex } from './protected-index';
import { isColumn, sameExpression } from './same-expression';

/**
 * The state of a protected index in a database: `different` is an imposter, an index of that name that is another;
 * `invalid` one whose concurrent build broke off; `pending` is to be made by a migration that is not applied yet.
 */
export type LiveState = 'present' | 'missing' | 'invalid' | 'different' | 'pending';

export interface ProtectedIndexStatus {
  readonly index: ProtectedIndex;
  readonly state: LiveState;
  /** What has its name in the database. */
  readonly live: CatalogueIndex | undefined;
  /** Each completes "it has": `no WHERE clause`. Empty unless the state is `different`. */
  readonly differences: readonly string[];
  /** The migration that makes it, where that was changed after it was applied and nobody knows how it was then. */
  readonly editedIn?: string;
}

/** What is known of the database besides its catalogue. */
export interface DatabaseFacts {
  /** That of the connection, in which names without a schema are: what the ledger has in `public` may be there. */
  readonly ownSchema: string;
  /** Whether a migration is still to be applied. */
  readonly isPending: (migration: string) => boolean;
}

/** Compares what should be there with what the catalogue has. */
export function liveStates(
  indexes: readonly ProtectedIndex[],
  catalogue: readonly CatalogueIndex[],
  grammar: Grammar,
  { ownSchema, isPending }: DatabaseFacts,
): ProtectedIndexStatus[] {
  const byName = new Map<string, CatalogueIndex[]>();
  for (const index of catalogue) byName.set(index.name, [...(byName.get(index.name) ?? []), index]);
  return indexes.map((index) => {
    const candidates = byName.get(index.name) ?? [];
    const live = schemasOf(index, ownSchema)
      .map((wanted) => candidates.find(({ schema }) => wanted === undefined || schema === wanted))
      .find((found) => found !== undefined);
    const toCome = index.record !== undefined && isPending(index.record.named.migration);
    if (!live) return { index, state: toCome ? 'pending' : 'missing', live, differences: [] };
    const differences = differencesOf(index, live, grammar);
    if (differences.length > 0) return { index, state: 'different', live, differences };
    return { index, state: live.isValid ? 'present' : 'invalid', live, differences };
  });
}

/** Where an index may be, the likeliest first; undefined stands for anywhere. */
export function schemasOf(
  { schema }: Pick<ProtectedIndex, 'schema'>,
  ownSchema: string,
): (string | undefined)[] {
  if (schema === undefined) return [ownSchema, undefined];
  return schema === 'public' ? [ownSchema, schema] : [schema];
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
  if (!wanted || !found) return otherTable;
  return [...otherTable, ...definitionDifferences(wanted, withOwnCollations(found, wanted, live))];
}

/** PostgreSQL prints a collation only where it is not the column's own. */
function withOwnCollations(
  found: IndexDefinition,
  wanted: IndexDefinition,
  { collations }: CatalogueIndex,
): IndexDefinition {
  const keys = found.keys.map((key, at) => {
    const named = wanted.keys[at]?.collation;
    return named !== undefined && named === collations[at] ? { ...key, collation: named } : key;
  });
  return { ...found, keys };
}

/**
 * What the second has that the first has not, and the reverse, in words: each completes "it has". The second may be
 * PostgreSQL's reprint of the first.
 */
export function definitionDifferences(wanted: IndexDefinition, found: IndexDefinition): string[] {
  const differences: string[] = [];
  const add = (differs: boolean, difference: string): void => {
    if (differs) differences.push(difference);
  };
  add(wanted.method !== found.method, `the access method ${found.method}, not ${wanted.method}`);
  add(wanted.unique !== found.unique, found.unique ? 'UNIQUE' : 'no UNIQUE');
  add(
    wanted.nullsNotDistinct !== found.nullsNotDistinct,
    found.nullsNotDistinct ? 'NULLS NOT DISTINCT' : 'no NULLS NOT DISTINCT',
  );
  if (!sameKeys(wanted.keys, found.keys)) {
    const [has, should] = [keyList(found, wanted), keyList(wanted, found)];
    differences.push(has === should ? 'another expression as a key' : `the keys (${has}), not (${should})`);
  }
  add(wanted.include.join() !== found.include.join(), `${included(found)}, not ${included(wanted)}`);
  if (wanted.predicate !== undefined && found.predicate === undefined) differences.push('no WHERE clause');
  else if (wanted.predicate === undefined && found.predicate !== undefined)
    differences.push('a WHERE clause');
  else if (!bothSame(wanted.predicate, found.predicate)) differences.push('another WHERE clause');
  add(
    wanted.parameters.join() !== found.parameters.join(),
    `${parametersOf(found)}, not ${parametersOf(wanted)}`,
  );
  return differences;
}

function sameKeys(wanted: readonly IndexKey[], found: readonly IndexKey[]): boolean {
  if (wanted.length !== found.length) return false;
  const rest = ({ opclass, opclassOptions, collation, descending, nulls }: IndexKey): string =>
    JSON.stringify([opclass, opclassOptions, collation, descending, nulls]);
  return wanted.every((key, position) => {
    const other = found[position];
    return other !== undefined && rest(key) === rest(other) && sameBase(key, other);
  });
}

function sameBase(wanted: IndexKey, found: IndexKey): boolean {
  if (wanted.expression !== undefined && found.column !== undefined) {
    return isColumn(wanted.expression, found.column);
  }
  return wanted.column === found.column && bothSame(wanted.expression, found.expression);
}

function bothSame(wanted: string | undefined, found: string | undefined): boolean {
  if (wanted === undefined || found === undefined) return wanted === found;
  return sameExpression(wanted, found);
}

/** The keys; the default operator class is named where the other index has another one there. */
function keyList({ method, keys }: IndexDefinition, other: IndexDefinition): string {
  return keys
    .map(({ column, opclass, opclassOptions, collation, descending, nulls }, at) =>
      [
        column ?? 'an expression',
        collation && `COLLATE ${quoteName(collation)}`,
        opclass && `${opclass}${opclassOptions.length > 0 ? `(${opclassOptions.join(', ')})` : ''}`,
        !opclass && other.keys[at]?.opclass && defaultOpclass(method),
        descending && 'DESC',
        nulls && `NULLS ${nulls.toUpperCase()}`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .join(', ');
}

function defaultOpclass(method: string): string {
  return isVectorMethod(method) ? vectorOpclass(undefined) : 'with the default operator class';
}

function included({ include }: IndexDefinition): string {
  return include.length > 0 ? `INCLUDE (${include.join(', ')})` : 'no INCLUDE';
}

function parametersOf({ parameters }: IndexDefinition): string {
  return parameters.length > 0 ? `WITH (${parameters.join(', ')})` : 'no WITH';
}
