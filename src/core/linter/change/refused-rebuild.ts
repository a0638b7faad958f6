import type { IndexEvent } from '../../ledger/events';
import type { Change } from './change';
import { refusalOfTypeChange } from './type-change';

export type Rebuilt = Extract<IndexEvent, { kind: 'rebuilt' }>;

/**
 * What PostgreSQL says when it makes an index again with the new type of a column, where it certainly refuses. All types
 * that one ALTER TABLE changes have changed by then.
 */
export function refusedRebuild(change: Change, event: Rebuilt): string | undefined {
  const { index, isCertain, step, types, enums } = event;
  const { operation } = step;
  // Of the indexes of partitions that of the partitioned table tells.
  if (operation.kind !== 'alter-table' || step.conditional || index.parent !== undefined) return undefined;
  const definition = change.definitionOf(index);
  if (!definition || !isCertain) return undefined;
  const after = new Map(types);
  for (const action of operation.actions)
    if (action.kind === 'alter-type') after.set(action.name, action.type);
  return refusalOfTypeChange(definition, { before: types, after, enums });
}
