import { grouped } from '../../grouped';
import type { IndexDefinition } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';
import { quoteName } from '../../sql/names';
import type { VectorRefusal } from '../change/vector-refusal';
import type { Change } from '../change/change';
import { originLocation } from '../change/provenance';
import { refusedVectorIndexes, type RefusedVectorIndex } from '../change/refused-vector-index';
import type { Report } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { Rule } from './rule';
import { said } from './said';

const metadata = ruleMetadata({
  id: 'vector-dimensions-too-many',
  summary: 'An hnsw or ivfflat index on more dimensions than pgvector takes, which PostgreSQL refuses.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'error' },
  exceptions: { inBranch: { severity: 'warning', when: 'if it stands in a branch that may not run' } },
  fixable: [],
});

type TooMany = Extract<VectorRefusal, { kind: 'too-many' }>;

/** With half the precision. */
const mostOfHalfvec = 4000;

/** `embedding`, or what stands in its place in the example of an index on an expression. */
function subjectOf({ columns }: IndexRecord, { keys: [key] }: IndexDefinition): string {
  const [only, ...others] = columns;
  const column = key?.column ?? (others.length === 0 ? only : undefined);
  return column === undefined ? '…' : quoteName(column);
}

function waysOut(
  { index, definition, changed }: RefusedVectorIndex,
  { type, dimensions, opclass, limit }: TooMany,
): string {
  const { method } = definition;
  const subject = subjectOf(index, definition);
  const ways = ['take a model, or a setting of it, that gives fewer'];
  if (type !== 'bit') {
    ways.unshift(
      `index one bit of each: USING ${method} ((binary_quantize(${subject})::bit(${dimensions})) bit_hamming_ops)`,
    );
  }
  if (type === 'vector' && dimensions <= mostOfHalfvec) {
    const half = (opclass ?? 'vector_l2_ops').replace('vector', 'halfvec');
    ways.unshift(
      `index it as halfvec, which takes ${grouped(mostOfHalfvec)}: USING ${method} ((${subject}::halfvec(${dimensions})) ${half})`,
    );
  }
  const most = `pgvector indexes up to ${grouped(limit)} dimensions of ${type}. `;
  const before =
    changed === undefined
      ? ''
      : `PostgreSQL makes the index again with the new type: drop it before this statement, DROP INDEX ${quoteName(index.name)}; and make another behind it. `;
  const queries =
    type === 'bit' ? '' : ' An index on an expression serves only queries that have the same expression.';
  const [first = '', ...others] = ways;
  return `${most}${before}${first.charAt(0).toUpperCase()}${first.slice(1)}${others.map((way) => `; or ${way}`).join('')}.${queries}`;
}

function reportOf(change: Change, refused: RefusedVectorIndex, refusal: TooMany): Report {
  const { step, index, range, changed } = refused;
  const on = `on ${grouped(refusal.dimensions)} dimensions`;
  const what =
    changed === undefined
      ? `Makes ${index.name} ${on}`
      : `Gives ${relationName(index.table)}.${changed} a type that puts ${index.name} ${on}`;
  return {
    severity: step.conditional ? metadata.exceptions.inBranch.severity : metadata.severity.deliberate,
    range: { start: range.start, end: range.end },
    ...{ index, intent: 'deliberate' },
    message: said(what, refusal.error),
    why: waysOut(refused, refusal),
    fixes: [],
    related: changed === undefined ? [] : originLocation(change, index),
  };
}

export const vectorDimensionsTooMany: Rule = {
  ...metadata,
  check: (change) => {
    // What is settled has run elsewhere.
    if (change.state === 'settled') return [];
    return refusedVectorIndexes(change).flatMap((refused) => {
      const { refusal } = refused;
      return refusal.kind === 'too-many' ? reportOf(change, refused, refusal) : [];
    });
  },
};
