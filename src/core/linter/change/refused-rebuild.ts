import type { IndexDefinition } from '../../ledger/definition';
import type { IndexEvent } from '../../ledger/events';
import type { AlterTable } from '../../sql/operations';
import type { Change } from './change';
import { refusalOfTypeChange, type TypeChange } from './type-change';

const remembered = new WeakMap<AlterTable, ReadonlyMap<string, string>>();

/** The types that columns get, by column: asked for each index, and the statement may have thousands of actions. */
function changedTypes(operation: AlterTable): ReadonlyMap<string, string> {
  const known =
    remembered.get(operation) ??
    new Map(operation.actions.flatMap((one) => (one.kind === 'alter-type' ? [[one.name, one.type]] : [])));
  remembered.set(operation, known);
  return known;
}

export type Rebuilt = Extract<IndexEvent, { kind: 'rebuilt' }>;

/** An index that PostgreSQL makes again, and the types of its table's columns. */
interface Rebuild {
  readonly definition: IndexDefinition;
  readonly types: TypeChange;
}

/**
 * What PostgreSQL makes again, where it certainly does. All types that one ALTER TABLE changes have changed by then.
 */
export function certainRebuild(change: Change, event: Rebuilt): Rebuild | undefined {
  const { index, isCertain, step, types, enums } = event;
  const { operation } = step;
  // Of the indexes of partitions that of the partitioned table tells.
  if (operation.kind !== 'alter-table' || step.conditional || index.parent !== undefined) return undefined;
  const definition = change.definitionOf(index);
  if (!definition || !isCertain) return undefined;
  const changed = changedTypes(operation);
  const after = { get: (column: string) => changed.get(column) ?? types.get(column) };
  return { definition, types: { before: types, after, enums } };
}

/** What PostgreSQL says when it makes an index again with the new type of a column, where it certainly refuses. */
export function refusedRebuild(change: Change, event: Rebuilt): string | undefined {
  const rebuild = certainRebuild(change, event);
  return rebuild && refusalOfTypeChange(rebuild.definition, rebuild.types);
}
