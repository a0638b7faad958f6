import type { Report } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { JudgedQuery } from '../query/judged-query';
import { columnName, wantedIndex } from '../query/vector-words';
import type { JudgedSearch } from '../../queries/judge-search';
import type { QueryRule } from './rule';

const metadata = ruleMetadata({
  id: 'vector-column-not-indexed',
  summary: 'A query searches a column of vectors on which no migration makes an index.',
  kinds: ['query'],
  severity: { generated: 'hint', deliberate: 'hint' },
  fixable: [],
});

function report(judged: JudgedSearch, query: JudgedQuery): Report {
  const { measured } = judged;
  const { tree } = judged.search.distance;
  const statement = wantedIndex(judged);
  return {
    severity: metadata.severity.deliberate,
    range: query.placeOf(tree),
    intent: 'deliberate',
    message: `Searches ${columnName(measured)}, on which no migration makes a vector index: PostgreSQL compares all rows.`,
    why:
      statement === undefined
        ? 'That gets slower with each row, and exact results may be worth it.'
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
        ({ indexes, isAboutOneRow, search: { distance } }) =>
          indexes.length === 0 && !isAboutOneRow && distance.comparedWith !== 'own-row',
      )
      .map((judged) => report(judged, query)),
};
