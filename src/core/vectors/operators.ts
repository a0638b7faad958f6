/** pgvector's operators that give a distance. Others have operators of the same look: pg_trgm, PostGIS. */
export const vectorOperators = ['<->', '<#>', '<=>', '<+>', '<~>', '<%>'] as const;

export type VectorOperator = (typeof vectorOperators)[number];

export function isVectorOperator(operator: string): operator is VectorOperator {
  return (vectorOperators as readonly string[]).includes(operator);
}

/** Whether a text may speak of distances of vectors. */
export const vectorOperatorPattern = /<(?:->|#>|=>|\+>|~>|%>)/;

/** Types that pgvector measures; it measures PostgreSQL's own bit strings, too. */
const vectorTypes: ReadonlySet<string> = new Set(['vector', 'halfvec', 'sparsevec', 'bit']);

/** @param name without its length */
export function isVectorType(name: string): boolean {
  return vectorTypes.has(name);
}

/** What pgvector measures, and how a query writes it. */
export interface Distance {
  readonly operator: VectorOperator;
  /** Completes "the": `cosine distance`. */
  readonly name: string;
  /** What is the greater the nearer two vectors are; undefined where nobody asks for it. `of` gives `a <=> b`. */
  readonly likeness: { readonly name: string; readonly of: (distance: string) => string } | undefined;
}

const l2: Distance = { operator: '<->', name: 'L2 distance', likeness: undefined };
const innerProduct: Distance = {
  operator: '<#>',
  name: 'negative inner product',
  likeness: { name: 'inner product', of: (distance) => `-(${distance})` },
};
const cosine: Distance = {
  operator: '<=>',
  name: 'cosine distance',
  likeness: { name: 'cosine similarity', of: (distance) => `1 - (${distance})` },
};
const l1: Distance = { operator: '<+>', name: 'L1 distance', likeness: undefined };

/** By operator class, the distance that pgvector's indexes of it can serve. */
const distances: ReadonlyMap<string, Distance> = new Map([
  ...['vector', 'halfvec', 'sparsevec'].flatMap((type): [string, Distance][] => [
    [`${type}_l2_ops`, l2],
    [`${type}_ip_ops`, innerProduct],
    [`${type}_cosine_ops`, cosine],
    [`${type}_l1_ops`, l1],
  ]),
  ['bit_hamming_ops', { operator: '<~>', name: 'Hamming distance', likeness: undefined }],
  ['bit_jaccard_ops', { operator: '<%>', name: 'Jaccard distance', likeness: undefined }],
]);

/** The distance that an operator gives. */
export function distanceBy(operator: VectorOperator): Distance {
  for (const distance of distances.values()) if (distance.operator === operator) return distance;
  throw new Error(`${operator} is no operator of pgvector's.`);
}

/**
 * The operator class that serves an operator on a type; undefined where there is none.
 *
 * @param type without its length
 */
export function opclassFor(type: string, operator: VectorOperator): string | undefined {
  for (const [opclass, distance] of distances) {
    if (distance.operator === operator && opclass.startsWith(`${type}_`)) return opclass;
  }
  return undefined;
}

/** Whether it is one of pgvector's access methods. */
export function isVectorMethod(method: string): method is 'ivfflat' | 'hnsw' {
  return method === 'ivfflat' || method === 'hnsw';
}

/**
 * The operator class of a vector index's key; the type's default is the one of ivfflat on `vector`.
 *
 * @param opclass as IndexKey has it: undefined means the default
 */
export function vectorOpclass(opclass: string | undefined): string {
  return opclass ?? 'vector_l2_ops';
}

/** The distance by which a query must order for an index of this class to serve it; undefined for an unknown class. */
export function distanceOf(opclass: string | undefined): Distance | undefined {
  return distances.get(vectorOpclass(opclass));
}
