import type { JudgedSearch } from '../../queries/judge-search';
import { distanceBy, type VectorOperator } from '../../vectors/operators';
import { listed } from '../../listed';
import type { Fix } from '../findings/finding';
import type { QueryReport } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { JudgedQuery } from '../query/judged-query';
import {
  columnName,
  indexNames,
  madeHere,
  operatorName,
  servedOperators,
  wantedIndex,
} from '../query/vector-words';
import type { QueryRule } from './rule';

const metadata = ruleMetadata({
  id: 'vector-operator-mismatch',
  summary: 'A query searches vectors by an operator that no index on the column serves.',
  kinds: ['query'],
  severity: { generated: 'warning', deliberate: 'warning' },
  fixable: ['rewrite'],
});

function report(judged: JudgedSearch, query: JudgedQuery): QueryReport {
  const { search, indexes, measured } = judged;
  const { operator, tree } = search.distance;
  const served = servedOperators(indexes);
  const verb = search.use === 'filtered' ? 'Filters' : 'Sorts';
  const statement = wantedIndex(judged);
  const names = served.map((one) => `the ${distanceBy(one).name}`);
  return {
    severity: metadata.severity.deliberate,
    range: query.placeOf(tree),
    intent: 'deliberate',
    message: `${verb} ${columnName(measured)} by ${operatorName(operator)}, but ${indexNames(indexes)} ${indexes.length === 1 ? 'serves' : 'serve'} ${listed(served.map(operatorName))}: PostgreSQL compares all rows.`,
    why: `Write ${served.join(' or ')} if ${names.join(' or ')} is meant; each distance puts the rows in another order.${statement === undefined ? '' : ` Or make an index for ${operator}: ${statement}`}`,
    fixes: served.map((one) => rewriteFix(one, judged, query)),
    related: madeHere(indexes),
  };
}

/** Every comparison of the column by this operator: a similarity in SELECT belongs to the same distance. */
function rewriteFix(
  operator: VectorOperator,
  { search, measured }: JudgedSearch,
  { query, file, placeOf }: JudgedQuery,
): Fix {
  const { operator: wrong } = search.distance;
  const places = query.distances
    .filter(
      (other) =>
        other.operator === wrong &&
        other.measured.column === measured.column &&
        other.measured.relation === measured.relation,
    )
    .map(({ tree }) => placeOf(tree))
    // A constant that stands in the query twice is written once.
    .filter(({ start }, index, all) => all.findIndex((one) => one.start === start) === index);
  return {
    kind: 'rewrite',
    title: `Write ${operatorName(operator)}${places.length > 1 ? ` (${places.length} places)` : ''}`,
    preferred: false,
    edits: [{ file, edits: places.map((range) => ({ range, newText: operator })) }],
  };
}

export const vectorOperatorMismatch: QueryRule = {
  ...metadata,
  check: (query) => {
    const wrong = query.searches.filter(
      ({ notServedBy, isAboutOneRow, search }) =>
        notServedBy.includes('operator') && !isAboutOneRow && search.use !== 'sorted-behind',
    );
    return wrong.map((judged) => report(judged, query));
  },
};
