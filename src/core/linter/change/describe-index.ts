import type { IndexDefinition, IndexKey } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';

/** `an index`, `a hash index`. */
export function withArticle(phrase: string): string {
  return `${/^[aeiouh](?!ash|eap)/i.test(phrase) && !/^uni/i.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

/** What of an index goes into its description. */
type Described = Pick<IndexRecord, 'table' | 'constraint' | 'columns'>;

function kindOf(index: Described, definition: IndexDefinition): string {
  const adjectives: string[] = [];
  if (definition.unique && index.constraint === undefined) adjectives.push('unique');
  if (definition.predicate !== undefined) adjectives.push('partial');
  if (definition.keys.some((key) => key.expression !== undefined)) adjectives.push('expression');
  if (definition.keys.some((key) => key.opclass?.endsWith('_trgm_ops'))) adjectives.push('trigram');
  else if (definition.method === 'gin' || definition.method === 'brin')
    adjectives.push(definition.method.toUpperCase());
  else if (definition.method === 'gist') adjectives.push('GiST');
  else if (definition.method === 'spgist') adjectives.push('SP-GiST');
  else if (definition.method !== 'btree') adjectives.push(definition.method);
  if (definition.include.length > 0) adjectives.push('covering');
  const noun = index.constraint === undefined ? 'index' : `${constraintLabels[index.constraint]} constraint`;
  return withArticle([...adjectives, noun].join(' '));
}

const constraintLabels = { primary: 'primary key', unique: 'unique', exclude: 'exclusion' } as const;

function keyLabel(key: IndexKey): string {
  return key.column ?? '(…)';
}

/** Whether an expression reads the column; what stands only in a WHERE is no key. */
function mentions({ expression = '' }: IndexKey, column: string): boolean {
  return expression.includes(`"ColumnRef":${JSON.stringify(column)}`);
}

/** `an ivfflat index on memories.embedding`, `a unique partial index on users (tenant_id, email)`. */
export function describeIndex(index: Described, definition: IndexDefinition | undefined): string {
  const table = relationName(index.table);
  if (!definition) return `an index on ${table}`;
  const [first, ...others] = definition.keys;
  if (first?.column !== undefined && others.length === 0)
    return `${kindOf(index, definition)} on ${table}.${first.column}`;
  const keys = definition.keys.some((key) => key.column !== undefined)
    ? definition.keys.map(keyLabel)
    : index.columns.filter((column) => definition.keys.some((key) => mentions(key, column)));
  return `${kindOf(index, definition)} on ${table}${keys.length > 0 ? ` (${keys.join(', ')})` : ''}`;
}
