/** By operator class, the distance operator that pgvector's indexes of it can serve. */
const operators: ReadonlyMap<string, string> = new Map([
  ...['vector', 'halfvec', 'sparsevec'].flatMap((type): [string, string][] => [
    [`${type}_l2_ops`, '<->'],
    [`${type}_ip_ops`, '<#>'],
    [`${type}_cosine_ops`, '<=>'],
    [`${type}_l1_ops`, '<+>'],
  ]),
  ['bit_hamming_ops', '<~>'],
  ['bit_jaccard_ops', '<%>'],
]);

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

/** The operator with which a query must order for an index of this class to serve it; undefined for an unknown class. */
export function distanceOperator(opclass: string | undefined): string | undefined {
  return operators.get(vectorOpclass(opclass));
}
