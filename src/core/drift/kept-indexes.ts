import type { NameRef } from '../sql/cursor';
import { readSteps, readWholeScript } from '../sql/steps';
import type { StatementChange } from './statement-diff';
import { append } from '../append';

/** An index that a migration dropped when it was applied, and does not drop any more. */
export type KeptIndex = Pick<NameRef, 'schema' | 'name'>;

/**
 * The indexes whose DROP INDEX was taken out of a migration; undefined where the texts differ in anything else, or in
 * nothing. Such a migration is what was applied once the indexes are there again.
 */
export function keptIndexes(changes: readonly StatementChange[]): KeptIndex[] | undefined {
  const kept: KeptIndex[] = [];
  for (const { before, now } of changes) {
    const dropped = before && droppedBy(before.text);
    const left = now ? droppedBy(now.text) : [];
    if (!dropped || !left || left.some((name) => !includes(dropped, name))) return undefined;
    append(
      kept,
      dropped.filter((name) => !includes(left, name)),
    );
  }
  return kept.length > 0 ? kept : undefined;
}

/** What a statement drops, if it is a DROP INDEX and nothing else. */
function droppedBy(sql: string): KeptIndex[] | undefined {
  const [step, ...others] = readSteps(sql, readWholeScript(sql));
  if (others.length > 0 || step?.operation.kind !== 'drop' || step.operation.object !== 'index')
    return undefined;
  if (step.context !== 'script' || step.operation.cascade) return undefined;
  return step.operation.names.map(({ schema, name }) => ({ schema, name }));
}

function includes(names: readonly KeptIndex[], { schema, name }: KeptIndex): boolean {
  return names.some((one) => one.name === name && one.schema === schema);
}
