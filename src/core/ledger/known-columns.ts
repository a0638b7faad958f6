import type { Relation } from './records';

/** Those of the mentioned names that are columns, each once. */
export function knownColumns(relation: Relation, mentions: readonly string[]): string[] {
  return [...new Set(mentions)].filter((name) => !relation.complete || relation.columns.has(name));
}
