import type { IndexDefinition } from '../../ledger/definition';
import { keyType, type ColumnTypes, type KeyType, type VectorType } from './vector-key-type';
import { isVectorMethod } from '../../vectors/operators';

type Method = 'ivfflat' | 'hnsw';

/** Why PostgreSQL does not make a vector index, whatever rows there are, with its own words for it. */
export type VectorRefusal = { readonly error: string } & (
  | {
      /** More dimensions than the method takes of the type. */
      readonly kind: 'too-many';
      readonly type: VectorType;
      readonly dimensions: number;
      readonly limit: number;
      readonly opclass: string | undefined;
    }
  /** The type says no number of dimensions. */
  | { readonly kind: 'no-dimensions'; readonly type: VectorType; readonly opclass: string | undefined }
  /** The operator class is not for the type, the method does not have it, or one has to be named; with those that there are. */
  | { readonly kind: 'opclass'; readonly classes: readonly string[] }
  /** Something that only other methods or types can do. */
  | { readonly kind: 'unsupported' }
);

/** The most dimensions that both methods take of a type. Of a sparsevec hnsw counts what is not zero, which stands in the rows. */
const limits: ReadonlyMap<VectorType, number> = new Map([
  ['vector', 2000],
  ['halfvec', 4000],
  ['bit', 64_000],
]);

const common = ['l2_ops', 'ip_ops', 'cosine_ops'];

/** The operator classes that the methods have in pgvector 0.8. */
const classes: Readonly<Record<Method, readonly string[]>> = {
  ivfflat: [...classesOf(['vector', 'halfvec'], common), 'bit_hamming_ops'],
  hnsw: [
    ...classesOf(['vector', 'halfvec', 'sparsevec'], [...common, 'l1_ops']),
    ...['bit_hamming_ops', 'bit_jaccard_ops'],
  ],
};

function classesOf(types: readonly string[], ends: readonly string[]): string[] {
  return types.flatMap((type) => ends.map((end) => `${type}_${end}`));
}

/** Whether a method of this name with this operator class is pgvector's: other extensions call a method hnsw, too. */
export function isOfPgvector(method: Method, opclass: string | undefined): boolean {
  return opclass === undefined
    ? method === 'ivfflat'
    : classes.hnsw.includes(opclass) || classes.ivfflat.includes(opclass);
}

/** The operator class of pgvector's that is among the words of an index's keys. */
export function opclassAmong(words: readonly string[]): string | undefined {
  return words.find((word) => classes.hnsw.includes(word) || classes.ivfflat.includes(word));
}

/**
 * What PostgreSQL says to a vector index with keys of these types, where that is certain: the first of several things that
 * are wrong. Undefined for any other index, and where a type is not known.
 *
 * @param sql the index's statement: the definition does not tell whether a default was named
 */
export function vectorRefusal(
  { method, keys, unique, include }: IndexDefinition,
  types: ColumnTypes,
  sql: string,
): VectorRefusal | undefined {
  const [key] = keys;
  if (!isVectorMethod(method) || !key) return undefined;
  const opclass = key.opclass ?? (/\bvector_l2_ops\b/i.test(sql) ? 'vector_l2_ops' : undefined);
  const of = keyType(key, types);
  if (!of && !isOfPgvector(method, opclass)) return undefined;
  if (unique) return unsupported(method, 'unique indexes');
  if (include.length > 0) return unsupported(method, 'included columns');
  if (keys.length > 1) return unsupported(method, 'multicolumn indexes');
  const refused = refusedClass(method, opclass, of?.type);
  if (refused) return refused;
  if (key.descending) return unsupported(method, 'ASC/DESC options');
  if (key.nulls !== undefined) return unsupported(method, 'NULLS FIRST/LAST options');
  return of && refusedDimensions(method, opclass, of);
}

function unsupported(method: Method, what: string): VectorRefusal {
  return { kind: 'unsupported', error: `access method "${method}" does not support ${what}` };
}

function refusedClass(
  method: Method,
  opclass: string | undefined,
  type: VectorType | undefined,
): VectorRefusal | undefined {
  const ofMethod = classes[method];
  const ofType = type === 'varbit' ? 'bit' : type;
  const fitting = ofMethod.filter((name) => ofType !== undefined && name.startsWith(`${ofType}_`));
  const refuse = (error: string): VectorRefusal => ({ kind: 'opclass', classes: fitting, error });
  if (opclass !== undefined && !ofMethod.includes(opclass)) {
    if (!isOfPgvector(method, opclass)) return undefined;
    return refuse(`operator class "${opclass}" does not exist for access method "${method}"`);
  }
  if (type === undefined) return undefined;
  const label = type === 'varbit' ? 'bit varying' : type;
  if (opclass === undefined) {
    if (method === 'ivfflat' && type === 'vector') return undefined;
    return refuse(`data type ${label} has no default operator class for access method "${method}"`);
  }
  return fitting.includes(opclass)
    ? undefined
    : refuse(`operator class "${opclass}" does not accept data type ${label}`);
}

function refusedDimensions(
  method: Method,
  opclass: string | undefined,
  { type, dimensions }: KeyType,
): VectorRefusal | undefined {
  if (type === 'varbit') return { kind: 'unsupported', error: `type not supported for ${method} index` };
  if (dimensions === undefined) {
    return { kind: 'no-dimensions', type, opclass, error: 'column does not have dimensions' };
  }
  const limit = limits.get(type);
  if (limit === undefined || dimensions <= limit) return undefined;
  const error = `column cannot have more than ${limit} dimensions for ${method} index`;
  return { kind: 'too-many', type, dimensions, limit, opclass, error };
}
