import { tooDeep, type Grammar } from '../sql/grammar';
import { unlessTooDeep } from '../unless-too-deep';
import { readDefinition, renamedDefinition, type IndexDefinition } from './definition';
import type { IndexRecord } from './records';

const remembered = new WeakMap<IndexRecord, IndexDefinition | undefined>();

/**
 * What an index is, read from its statement at first use; undefined where PostgreSQL's grammar refuses the statement, and
 * where it is nested too deeply.
 */
export function definitionOf(index: IndexRecord, grammar: Grammar): IndexDefinition | undefined {
  if (!remembered.has(index)) {
    const { source, renames } = index;
    remembered.set(
      index,
      source.kind === 'constraint'
        ? renamedDefinition(source.definition, renames)
        : unlessTooDeep(() => readDefinition(grammar, source.sql, renames)),
    );
  }
  return remembered.get(index);
}

/** What PostgreSQL itself says; how much it can take is a setting of the server. */
const outOfStack = /^(?:memory exhausted|stack depth limit exceeded)/;

/** Whether the index may be anything, as what it is was nested too deeply to be read; PostgreSQL may well take it. */
export function isTooDeep(index: IndexRecord, grammar: Grammar): boolean {
  if (index.source.kind !== 'statement' || definitionOf(index, grammar)) return false;
  const refusal = grammar.refusalOf(index.source.sql);
  return refusal === undefined || refusal.message === tooDeep || outOfStack.test(refusal.message);
}
