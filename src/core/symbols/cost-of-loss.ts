import type { IndexDefinition } from '../ledger/definition';
import { distanceOf, isVectorMethod } from '../vectors/operators';

/**
 * What goes wrong without an index, in one sentence.
 *
 * @param table as a person calls it
 */
export function costOfLoss(definition: IndexDefinition, table: string): string {
  const { method, unique, predicate, keys } = definition;
  const [key] = keys;
  const of = key?.column === undefined ? table : `${table}.${key.column}`;
  if (isVectorMethod(method)) {
    const operator = distanceOf(key?.opclass)?.operator;
    const by = operator === undefined ? '' : ` (ORDER BY … ${operator} …)`;
    return `Without it every similarity search on ${of}${by} reads the whole table.`;
  }
  if (unique) {
    const which = predicate === undefined ? 'rows' : 'rows that its WHERE clause selects';
    return `Without it nothing refuses two ${which} with the same ${keysOf(definition, 'value of its expression')}, and queries that look them up read the whole table.`;
  }
  if (keys.some(({ opclass }) => opclass?.endsWith('_trgm_ops'))) {
    return `Without it every LIKE, ILIKE or similarity search on ${of} reads the whole table.`;
  }
  if (method === 'gin') {
    return `Without it every search inside ${of} (full text, JSON, arrays) reads the whole table.`;
  }
  if (method === 'gist' || method === 'spgist') {
    return `Without it every search on ${of} for what overlaps, contains or is near reads the whole table.`;
  }
  if (predicate !== undefined) {
    return `Without it queries that want only the rows of its WHERE clause read all of ${table}.`;
  }
  if (definition.include.length > 0) {
    return `Without it queries that were answered from the index alone read ${table} itself.`;
  }
  return `Without it queries that filter or sort ${table} by ${keysOf(definition, 'its expression')} read the whole table.`;
}

/** `expression` is what to call a key that is no column. */
function keysOf({ keys }: IndexDefinition, expression: string): string {
  const labels = keys.map(({ column }) => column ?? expression);
  return labels.length < 2
    ? (labels[0] ?? 'it')
    : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1) ?? ''}`;
}
