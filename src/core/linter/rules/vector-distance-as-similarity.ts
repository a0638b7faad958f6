import type { Formula } from '../../queries/formulas';
import { firstLocation } from '../../queries/tree';
import { distanceBy, type VectorOperator } from '../../vectors/operators';
import type { Fix } from '../findings/finding';
import type { QueryReport } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { JudgedQuery } from '../query/judged-query';
import type { QueryRule } from './rule';

const metadata = ruleMetadata({
  id: 'vector-distance-as-similarity',
  summary: 'A query takes a distance, or one minus a distance without bound, for a similarity.',
  kinds: ['query'],
  severity: { generated: 'warning', deliberate: 'warning' },
  exceptions: { named: { severity: 'hint', when: 'where a distance is only called so' } },
  fixable: ['rewrite'],
});

/** What is the greater the nearer, and what is to be said of one minus the distance. */
const similarities: Readonly<
  Record<VectorOperator, { readonly formula: (distance: string) => string; readonly oneMinus: string }>
> = {
  '<->': {
    formula: (distance) => `1 / (1 + ${distance})`,
    oneMinus: 'the L2 distance has no upper bound, so one minus it can be far below 0',
  },
  '<+>': {
    formula: (distance) => `1 / (1 + ${distance})`,
    oneMinus: 'the L1 distance has no upper bound, so one minus it can be far below 0',
  },
  '<#>': {
    formula: (distance) => `-${distance}`,
    oneMinus: '<#> is the negative inner product, so this is one plus the inner product',
  },
  '<=>': { formula: (distance) => `1 - ${distance}`, oneMinus: '' },
  '<~>': {
    formula: (distance) => `1 / (1 + ${distance})`,
    oneMinus: 'the Hamming distance counts the bits that differ, so one minus it is 1, 0 or less',
  },
  '<%>': { formula: (distance) => `1 - ${distance}`, oneMinus: '' },
};

function report(formula: Formula, query: JudgedQuery): QueryReport {
  const { kind, operator, name = '', distance } = formula;
  const { oneMinus } = similarities[operator];
  // With the operator that the index serves, another formula is right.
  const isWrong = query.searches.some(
    ({ search, notServedBy }) => notServedBy.includes('operator') && search.distance.operator === operator,
  );
  const fix = isWrong ? undefined : fixOf(formula, query);
  const right = similarities[operator].formula(`(… ${operator} …)`);
  const other = operator === '<~>' ? '<%>' : '<=>';
  const orElse =
    oneMinus === ''
      ? ''
      : ` With ${other}, 1 - (… ${other} …) is the ${distanceBy(other).name.replace('distance', 'similarity')}.`;
  return {
    severity: kind === 'named' ? metadata.exceptions.named.severity : metadata.severity.deliberate,
    range: query.placeOf(distance),
    intent: 'deliberate',
    message:
      kind === 'named'
        ? `Calls the ${distanceBy(operator).name} "${name}", but the nearer two vectors are, the smaller it is.`
        : `1 - (… ${operator} …) is no similarity: ${oneMinus}.`,
    why: `${right} grows as two vectors get nearer.${orElse}`,
    fixes: fix ? [fix] : [],
    related: [],
  };
}

/** Writes around the distance what makes a similarity of it. */
function fixOf({ kind, operator, distance, whole }: Formula, query: JudgedQuery): Fix | undefined {
  const { stretches, parsed } = query.query;
  const own = stretches.distance(distance);
  if (!own) return undefined;
  const [before = '', after = ''] = similarities[operator].formula('\0').split('\0');
  const from = whole ? parsed.offsetOf(firstLocation(whole)) : own.start;
  const stretch = kind === 'named' ? own : stretches.upToDistance(from, distance);
  if (!stretch || !parsed.sql.isTogether(stretch)) return undefined;
  const inFile = parsed.sql.inFile({ start: stretch.start, end: stretch.end });
  const written = query.text.slice(inFile.start, inFile.end);
  // Behind `1 -` stands the distance, in parentheses.
  const bare = kind === 'named' ? `(${written})` : written.replace(/^[\d.]+\s*-\s*/, '');
  if (!bare.startsWith('(')) return undefined;
  return {
    kind: 'rewrite',
    title: `Write ${before}(… ${operator} …)${after}`,
    preferred: false,
    edits: [{ file: query.file, edits: [{ range: inFile, newText: `${before}${bare}${after}` }] }],
  };
}

export const vectorDistanceAsSimilarity: QueryRule = {
  ...metadata,
  check: (query) => query.query.formulas.map((formula) => report(formula, query)),
};
