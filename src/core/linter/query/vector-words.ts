import type { MeasuredColumn } from '../../queries/distances';
import type { JudgedSearch, VectorIndexOnColumn } from '../../queries/judge-search';
import { typeName } from '../../sql/column-type';
import { quoteName } from '../../sql/names';
import {
  distanceBy,
  distanceOf,
  opclassFor,
  vectorOpclass,
  type VectorOperator,
} from '../../vectors/operators';
import { listed } from '../../listed';
import type { RelatedLocation } from '../findings/finding';

/** `memories.embedding` */
export function columnName({ relation, column }: MeasuredColumn): string {
  return `${relation.name}.${column}`;
}

/** `idx_memories_embedding (ivfflat, vector_cosine_ops)` */
function indexName({ index, definition }: VectorIndexOnColumn): string {
  return `${index.name} (${definition.method}, ${vectorOpclass(definition.keys[0]?.opclass)})`;
}

/** `<=>, the cosine distance` */
export function operatorName(operator: VectorOperator): string {
  return `${operator}, the ${distanceBy(operator).name}`;
}

/** The operators that the indexes serve, each once. */
export function servedOperators(indexes: readonly VectorIndexOnColumn[]): VectorOperator[] {
  const operators = indexes.flatMap(
    ({ definition }) => distanceOf(definition.keys[0]?.opclass)?.operator ?? [],
  );
  return [...new Set(operators)];
}

export function indexNames(indexes: readonly VectorIndexOnColumn[]): string {
  return listed(indexes.map(indexName));
}

/** Where each index was made. */
export function madeHere(indexes: readonly VectorIndexOnColumn[]): RelatedLocation[] {
  return indexes.map(({ index }) => ({
    ...{ file: index.origin.file, range: index.origin.range },
    message: `${index.name} was made here, in ${index.origin.migration}.`,
  }));
}

/** The index that would serve a search, as a statement; undefined where pgvector has none. */
export function wantedIndex({
  search,
  measured,
}: Pick<JudgedSearch, 'search' | 'measured'>): string | undefined {
  const { operator } = search.distance;
  const { relation, column, type } = measured;
  const name = typeName(type);
  const dimensions = Number(/\((\d+)\)/.exec(type)?.[1] ?? 0);
  // pgvector's indexes take no column without dimensions, nor with more than these; of a sparse vector others count.
  const most = name === 'bit' ? 64_000 : name === 'sparsevec' ? Infinity : 4000;
  if (dimensions === 0 || dimensions > most) return undefined;
  const isLong = name === 'vector' && dimensions > 2000;
  const opclass = opclassFor(isLong ? 'halfvec' : name, operator);
  if (opclass === undefined) return undefined;
  const key = isLong ? `(${quoteName(column)}::halfvec(${dimensions}))` : quoteName(column);
  const schema = relation.schema === 'public' ? '' : `${quoteName(relation.schema)}.`;
  return `CREATE INDEX ON ${schema}${quoteName(relation.name)} USING hnsw (${key} ${opclass});`;
}
