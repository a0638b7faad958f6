import { relationName, type IndexRecord } from '../../ledger/records';
import { listed } from '../../listed';
import { quoteName } from '../../sql/names';
import type { VectorRefusal } from '../change/vector-refusal';
import type { RefusedVectorIndex } from '../change/refused-vector-index';
import { said } from './said';

/** What too many dimensions are not, for which there is a rule. */
type OtherRefusal = Exclude<VectorRefusal, { kind: 'too-many' }>;

/** Puts into words why PostgreSQL does not make a vector index; undefined where another rule does. */
export function explainRefusedVector(
  refused: RefusedVectorIndex,
): { readonly message: string; readonly why: string; readonly index: IndexRecord } | undefined {
  const { index, refusal, changed } = refused;
  if (refusal.kind === 'too-many') return undefined;
  const table = relationName(index.table);
  const what =
    changed === undefined
      ? `Makes ${index.name}`
      : `Changes the type of ${table}.${changed} under ${index.name}`;
  const before =
    changed === undefined
      ? ''
      : `PostgreSQL makes ${index.name} again as it was written for the old type. Drop it before this statement: DROP INDEX ${quoteName(index.name)}; and make it again after it. `;
  return { message: said(what, refusal.error), why: before + adviceOn(refused, refusal), index };
}

function adviceOn({ index, definition }: RefusedVectorIndex, refusal: OtherRefusal): string {
  const { method, keys } = definition;
  switch (refusal.kind) {
    case 'opclass': {
      if (refusal.classes.length === 0) return `${method} indexes no values of that type.`;
      return `For that type ${method} has ${listed(refusal.classes)}: take the one whose operator the queries order by.`;
    }
    case 'no-dimensions': {
      const column = keys[0]?.column;
      if (column === undefined) {
        return `The index has to know the number of dimensions, and an expression says it only by a cast: ((…)::${refusal.type}(n)).`;
      }
      const [table, name] = [quoteName(relationName(index.table)), quoteName(column)];
      return `The index has to know the number of dimensions. With n for that of the model: ALTER TABLE ${table} ALTER COLUMN ${name} TYPE ${refusal.type}(n); or, where the column has vectors of several models, index each by an expression and a condition: USING ${method} ((${name}::${refusal.type}(n)) ${refusal.opclass ?? `${refusal.type}_l2_ops`}) WHERE ….`;
    }
    case 'unsupported':
      return `An index of ${method} has one key, of a type with dimensions, and nothing else.`;
  }
}
