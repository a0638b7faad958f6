import type { IndexDefinition } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';
import { listed } from '../../listed';

const searchesOf: Readonly<Record<string, string>> = {
  ivfflat: 'searches for the nearest vectors',
  hnsw: 'searches for the nearest vectors',
  diskann: 'searches for the nearest vectors',
  gin: 'searches in documents, arrays or text',
  gist: 'searches for what overlaps, contains or is nearest',
  spgist: 'searches for what overlaps, contains or is nearest',
};

function searches({ method, keys, predicate }: IndexDefinition): string {
  if (keys.some(({ opclass }) => opclass?.endsWith('_trgm_ops'))) return 'searches for parts of words';
  const known = searchesOf[method];
  if (known !== undefined) return known;
  if (predicate !== undefined) return 'queries for the rows of its WHERE';
  return keys.some(({ expression }) => expression !== undefined)
    ? 'queries by its expression'
    : 'queries that it serves';
}

/**
 * What is different in a database without the index, as what may stand behind a colon: what is no longer forbidden, or what
 * becomes slow.
 */
export function withoutIndex(
  index: Pick<IndexRecord, 'table' | 'constraint'>,
  definition: IndexDefinition | undefined,
): string {
  const table = relationName(index.table);
  if (index.constraint === 'exclude') return `${table} takes rows that exclude each other`;
  if (definition?.unique) {
    const columns = definition.keys.flatMap(({ column }) => column ?? []);
    const what = columns.length === definition.keys.length ? listed(columns) : 'value of its expression';
    const where = definition.predicate === undefined ? '' : ' where its WHERE holds';
    return `${table} takes rows with the same ${what}${where}`;
  }
  return `${definition ? searches(definition) : 'queries that it serves'} read all of ${table}`;
}
