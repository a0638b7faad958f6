import type { IndexDefinition, IndexKey } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';

function withArticle(words: string): string {
  return `${/^[aeiouh](?!ash|eap)/i.test(words) && !/^uni/i.test(words) ? 'an' : 'a'} ${words}`;
}

/** What of an index goes into its description. */
type Described = Pick<IndexRecord, 'table' | 'constraint' | 'columns'>;

function kindOf(index: Described, definition: IndexDefinition): string {
  const words: string[] = [];
  if (definition.unique && index.constraint === undefined) words.push('unique');
  if (definition.predicate !== undefined) words.push('partial');
  if (definition.keys.some((key) => key.expression !== undefined)) words.push('expression');
  if (definition.keys.some((key) => key.opclass?.endsWith('_trgm_ops'))) words.push('trigram');
  else if (definition.method === 'gin' || definition.method === 'brin')
    words.push(definition.method.toUpperCase());
  else if (definition.method === 'gist') words.push('GiST');
  else if (definition.method === 'spgist') words.push('SP-GiST');
  else if (definition.method !== 'btree') words.push(definition.method);
  if (definition.include.length > 0) words.push('covering');
  const noun = index.constraint === undefined ? 'index' : `${constraintWords[index.constraint]} constraint`;
  return withArticle([...words, noun].join(' '));
}

const constraintWords = { primary: 'primary key', unique: 'unique', exclude: 'exclusion' } as const;

function keyWords(key: IndexKey): string {
  return key.column ?? '(…)';
}

/** `an ivfflat index on memories.embedding`, `a unique partial index on users (tenant_id, email)`. */
export function describeIndex(index: Described, definition: IndexDefinition | undefined): string {
  const table = relationName(index.table);
  if (!definition) return `an index on ${table}`;
  const [first, ...others] = definition.keys;
  if (first?.column !== undefined && others.length === 0)
    return `${kindOf(index, definition)} on ${table}.${first.column}`;
  const keys = definition.keys.some((key) => key.column !== undefined)
    ? definition.keys.map(keyWords)
    : index.columns;
  return `${kindOf(index, definition)} on ${table}${keys.length > 0 ? ` (${keys.join(', ')})` : ''}`;
}
