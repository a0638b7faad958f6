import type { RelatedPlace } from '../finding';
import type { IndexDefinition, IndexKey } from '../../ledger/definition';
import type { Loss } from '../../ledger/losses';
import { relationName, type IndexRecord, type Origin } from '../../ledger/records';
import type { Protection } from '../../protection/protection';
import { scan } from '../../sql/scan';
import type { Change } from './rule';

/** Joins words as a sentence does: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

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

/** Completes `drops x, an index …`: why Prisma does not keep it. */
export function whyUnseen(protection: Protection): string {
  if (protection.declaration === undefined) {
    return protection.hidden.length > 0 ? ' that Prisma cannot see' : ' that schema.prisma does not declare';
  }
  return protection.hidden.length > 0 ? ' that schema.prisma can declare only in part' : '';
}

function byWhom(origin: Origin): string {
  return origin.hand === 'hand' ? 'by hand' : 'by Prisma';
}

/** Where an index comes from and what is known of it, in one or two sentences. */
export function provenance(index: IndexRecord, protection: Protection): string {
  const { origin, named } = index;
  const declared = protection.declaration ? 'declared in schema.prisma' : 'not declared in schema.prisma';
  const renamed = named === origin ? '' : `, named ${byWhom(named)} in ${named.migration}`;
  const sentences = [`Made ${byWhom(origin)} in ${origin.migration}${renamed}; ${declared}.`];
  if (protection.declaration && protection.hidden.length > 0) {
    sentences.push(
      `What Prisma does not see of it: ${listed(protection.hidden.map((hidden) => hidden.words))}.`,
    );
  }
  if (protection.entry) {
    const reason = protection.entry.description;
    sentences.push(
      `Listed in drift-ignore.json${reason === undefined ? '' : `: ${reason.replace(/\.?$/, '.')}`}`,
    );
  }
  return sentences.join(' ').replace(/json$/, 'json.');
}

/** A statement on one line and without its comments, for a sentence. */
export function onOneLine(sql: string): string {
  let line = '';
  let end = 0;
  for (const token of scan(sql).tokens) {
    line += (line !== '' && token.start > end ? ' ' : '') + sql.slice(token.start, token.end);
    end = token.end;
  }
  return line;
}

/** For a migration that the local database has already: what keeping the index takes besides the edit. */
export function whatToDoHere(change: Change, loss: Loss): string {
  if (change.state !== 'local') return '';
  const applied = ' The migration is applied to the local database.';
  const afterwards =
    'leave the statement out of the file and run migration-guard fix-drift for its checksum.';
  const sql = loss.kind === 'rebuild' ? undefined : change.createStatementOf(loss.atEnd);
  if (sql === undefined) return `${applied} To keep the index, ${afterwards}`;
  return `${applied} To keep the index, make it again there (${onOneLine(sql)};), ${afterwards}`;
}

/** The place where an index was made, for editors that can go there. */
export function originPlace(change: Change, index: IndexRecord): RelatedPlace[] {
  return [
    {
      file: index.origin.file,
      range: index.origin.range,
      message: `${index.name} was made here, ${byWhom(index.origin)}, in ${index.origin.migration}.`,
    },
  ].filter((place) => place.file !== change.migration.file || place.range.start >= 0);
}
