import type { JudgedSearch, VectorIndexOnColumn } from '../queries/judge-search';
import type { Range } from '../range';
import { distanceOf } from '../vectors/operators';
import type { JudgedQuery } from './query/judged-query';
import { columnName } from './query/vector-words';
import { queryRules } from './rules/registry';

/** What an operator of a query that searches vectors gets from the indexes, whatever is configured. */
export interface QueryNote {
  /** Where the operator stands in the file. */
  readonly range: Range;
  /** `memories.embedding` */
  readonly column: string;
  /** The index that serves it. */
  readonly served: NotedIndex | undefined;
  /** Those of the column; empty where there is none. */
  readonly indexes: readonly NotedIndex[];
  /** Why none serves it, or may not: what the rules say, a sentence or two each. */
  readonly reasons: readonly string[];
  /** Another index finds the one row that it is about. */
  readonly isAboutOneRow: boolean;
}

export interface NotedIndex {
  readonly name: string;
  /** `ivfflat, cosine` */
  readonly kind: string;
  readonly origin: VectorIndexOnColumn['index']['origin'];
}

/** The notes on the operators of a query, those outside of ORDER BY and WHERE included if they measure what is searched. */
export function queryNotes(query: JudgedQuery): QueryNote[] {
  return query.query.distances.flatMap((distance) => {
    const { measured, operator, tree } = distance;
    const judged =
      query.searches.find(({ search }) => search.distance.tree === tree) ??
      query.searches.find(
        ({ search: { distance: other } }) =>
          other.operator === operator &&
          other.measured.relation === measured.relation &&
          other.measured.column === measured.column,
      );
    return judged ? [noteOf(judged, query, query.placeOf(tree))] : [];
  });
}

function noteOf(judged: JudgedSearch, query: JudgedQuery, range: Range): QueryNote {
  const { search, indexes, serving, notServedBy, unsureBy, isAboutOneRow } = judged;
  const alone = { ...query, query: { ...query.query, formulas: [] }, searches: [judged] };
  const isServed = notServedBy.length === 0 && unsureBy.length === 0;
  return {
    ...{ range, isAboutOneRow },
    column: columnName(search.distance.measured),
    served: isServed && serving ? notedIndex(serving) : undefined,
    indexes: indexes.map(notedIndex),
    reasons: queryRules.flatMap((rule) =>
      rule.check(alone).map(({ message, why }) => `${message} ${why}`.trim()),
    ),
  };
}

function notedIndex({ index, definition }: VectorIndexOnColumn): NotedIndex {
  const distance = distanceOf(definition.keys[0]?.opclass)?.name ?? definition.keys[0]?.opclass ?? '';
  const short = distance.replace(/^negative | distance$/g, '');
  return { name: index.name, kind: `${definition.method}, ${short}`, origin: index.origin };
}
