import type { Grammar } from '../sql/grammar';
import { readDefinition, type IndexDefinition } from './definition';
import type { IndexRecord } from './records';

const remembered = new WeakMap<IndexRecord, IndexDefinition | undefined>();

/** What an index is, read from its statement at first use; undefined where PostgreSQL's grammar refuses the statement. */
export function definitionOf(index: IndexRecord, grammar: Grammar): IndexDefinition | undefined {
  if (index.source.kind === 'constraint') return index.source.definition;
  if (!remembered.has(index)) remembered.set(index, readDefinition(grammar, index.source.sql, index.renames));
  return remembered.get(index);
}
