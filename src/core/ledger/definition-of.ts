import type { Grammar } from '../sql/grammar';
import { readDefinition, renamedDefinition, type IndexDefinition } from './definition';
import type { IndexRecord } from './records';

const remembered = new WeakMap<IndexRecord, IndexDefinition | undefined>();

/** What an index is, read from its statement at first use; undefined where PostgreSQL's grammar refuses the statement. */
export function definitionOf(index: IndexRecord, grammar: Grammar): IndexDefinition | undefined {
  if (!remembered.has(index)) {
    const { source, renames } = index;
    remembered.set(
      index,
      source.kind === 'constraint'
        ? renamedDefinition(source.definition, renames)
        : readDefinition(grammar, source.sql, renames),
    );
  }
  return remembered.get(index);
}
