import type { IndexDefinition } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';
import { listed } from '../../listed';

const searchesOf: Readonly<Record<string, string>> = {
  ivfflat: 'Searches for the nearest vectors',
  hnsw: 'Searches for the nearest vectors',
  diskann: 'Searches for the nearest vectors',
  gin: 'Searches in documents, arrays or text',
  gist: 'Searches for what overlaps, contains or is nearest',
  spgist: 'Searches for what overlaps, contains or is nearest',
};

function searches({ method, keys, predicate }: IndexDefinition): string {
  if (keys.some(({ opclass }) => opclass?.endsWith('_trgm_ops'))) return 'Searches for parts of words';
  const known = searchesOf[method];
  if (known !== undefined) return known;
  if (predicate !== undefined) return 'Queries for the rows of its WHERE';
  return keys.some(({ expression }) => expression !== undefined)
    ? 'Queries by its expression'
    : 'Queries that it serves';
}

/** What is different in a database without the index, as a sentence: what is no longer forbidden, or what becomes slow. */
export function withoutIndex(
  index: Pick<IndexRecord, 'table' | 'constraint'>,
  definition: IndexDefinition | undefined,
): string {
  const table = relationName(index.table);
  if (index.constraint === 'exclude') return `${table} takes rows that exclude each other.`;
  if (definition?.unique) {
    const columns = definition.keys.flatMap(({ column }) => column ?? []);
    const what = columns.length === definition.keys.length ? ` in ${listed(columns)}` : '';
    const which = definition.predicate === undefined ? '' : ', also among those of its WHERE';
    return `${table} takes rows with equal values${what}${which}.`;
  }
  return `${definition ? searches(definition) : 'Queries that it serves'} read all of ${table}.`;
}
