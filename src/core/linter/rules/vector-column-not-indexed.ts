import type { QueryReport } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { JudgedQuery } from '../query/judged-query';
import { columnName, wantedIndex } from '../query/vector-words';
import type { JudgedSearch } from '../../queries/judge-search';
import type { QueryRule } from './rule';

const metadata = ruleMetadata({
  id: 'vector-column-not-indexed',
  summary: 'A query searches a column of vectors that no vector index is on.',
  kinds: ['query'],
  severity: { generated: 'hint', deliberate: 'hint' },
  fixable: [],
});

function report(judged: JudgedSearch, query: JudgedQuery): QueryReport {
  const { measured } = judged;
  const { tree } = judged.search.distance;
  const statement = wantedIndex(judged);
  return {
    severity: metadata.severity.deliberate,
    range: query.placeOf(tree),
    intent: 'deliberate',
    message: `Searches ${columnName(measured)}, for which the migrations leave no vector index: PostgreSQL compares all rows.`,
    why:
      statement === undefined
        ? 'That is exact, and gets slower with each row. An index needs a type with dimensions: at most 2,000 of vector, 4,000 of halfvec, 64,000 of bit.'
        : `That is exact, and gets slower with each row. An index makes it quick and approximate: ${statement}`,
    fixes: [],
    related: [],
  };
}

export const vectorColumnNotIndexed: QueryRule = {
  ...metadata,
  check: (query) =>
    query.searches
      .filter(
        ({ indexes, isAboutOneRow, isOfPairs, search: { distance } }) =>
          indexes.length === 0 && !isAboutOneRow && !isOfPairs && distance.comparedWith !== 'own-row',
      )
      .map((judged) => report(judged, query)),
};
