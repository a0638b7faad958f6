import type { IndexKey } from '../../ledger/definition';
import { shapeOf, type Shape } from '../../protection/expression-shape';
import { unlessTooDeep } from '../../unless-too-deep';

/** The types of pgvector, and those of PostgreSQL's that its operator classes are for. */
const vectorTypes = ['vector', 'halfvec', 'sparsevec', 'bit', 'varbit'] as const;
export type VectorType = (typeof vectorTypes)[number];

/** What a vector index is on. */
export interface KeyType {
  readonly type: VectorType;
  /** Undefined where the type says none. */
  readonly dimensions: number | undefined;
}

/** The types of a table's columns, as far as they are known. */
export type ColumnTypes = Pick<ReadonlyMap<string, string>, 'get'>;

/** The type of a key; undefined where it is another one, or not known: a domain is another one. */
export function keyType({ column, expression }: IndexKey, types: ColumnTypes): KeyType | undefined {
  if (expression === undefined) return column === undefined ? undefined : readKeyType(types.get(column));
  return unlessTooDeep(() => ofShape(shapeOf(expression), types));
}

/** Reads `vector(384)`. */
function readKeyType(text = ''): KeyType | undefined {
  const [, name, digits] = /^(\w+)(?:\((\d+)\))?$/.exec(text) ?? [];
  const type = vectorTypes.find((one) => one === name);
  if (type === undefined) return undefined;
  if (digits !== undefined) return { type, dimensions: Number(digits) };
  return { type, dimensions: type === 'bit' ? 1 : undefined };
}

function ofShape(shape: Shape, types: ColumnTypes): KeyType | undefined {
  const { what, casts } = shape;
  const last = casts.at(-1);
  if (last === undefined) {
    if (what.startsWith('column ')) return readKeyType(types.get(what.slice('column '.length)));
    // What a function gives has no dimensions, whatever it was given.
    return what === 'call binary_quantize' ? { type: 'bit', dimensions: undefined } : undefined;
  }
  const cast = readKeyType(last);
  if (!cast || cast.dimensions !== undefined) return cast;
  // Older versions leave a cast out that changes nothing.
  const inner = ofShape({ ...shape, casts: casts.slice(0, -1) }, types);
  return inner?.type === cast.type && inner.dimensions !== undefined ? undefined : cast;
}
