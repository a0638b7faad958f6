import type { CatalogueObject } from '../core/database/catalogue';
import type { ObjectRecord } from '../core/ledger/object-record';
import { liveObjects, type ProtectedObjectStatus } from '../core/protection/live-objects';
import type { DatabaseFacts } from '../core/protection/live-state';
import { protectedObjects, type ProtectedObject } from '../core/protection/protected-object';
import type { AppliedProject } from './as-applied';
import type { ReplayedProject } from './replayed-project';

/** What stands on tables at the end of a project's history, and what its drift-ignore.json lists besides. */
function findProtectedObjects({
  replayed,
  configuration,
}: Pick<ReplayedProject, 'replayed' | 'configuration'>): readonly ProtectedObject[] {
  return protectedObjects(replayed.endLedger(), configuration.driftIgnore);
}

/** The protected objects of a project, as its migrations made them when a database applied them, compared with that database. */
export function objectStates(
  { project, unproved }: AppliedProject,
  catalogue: readonly CatalogueObject[],
  { ownSchema, isPending }: DatabaseFacts,
  wanted = findProtectedObjects(project),
): ProtectedObjectStatus[] {
  const isToCome = ({ record }: ProtectedObject): boolean =>
    record !== undefined && isTouched(record, project, isPending);
  return liveObjects(wanted, catalogue, { ownSchema, isPending: isToCome }).map((status) => {
    const made = status.object.record?.origin.migration;
    const isUnsure = made !== undefined && unproved.has(made) && status.state === 'different';
    return isUnsure ? { ...status, editedIn: made } : status;
  });
}

/** Whether a migration that is still to be applied makes the object, or changes how it is in force, named or placed. */
function isTouched(
  { id, origin }: ObjectRecord,
  { source: { migrations }, replayed }: ReplayedProject,
  isPending: DatabaseFacts['isPending'],
): boolean {
  if (isPending(origin.migration)) return true;
  return migrations.some(
    ({ name }, position) =>
      isPending(name) &&
      hasChanged(
        replayed.ledgerBefore(position).objectById(id),
        replayed.ledgerBefore(position + 1).objectById(id),
      ),
  );
}

/** Each ledger may have made its records anew. */
function hasChanged(before: ObjectRecord | undefined, after: ObjectRecord | undefined): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
