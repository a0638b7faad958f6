import { kindName } from '../../core/linter/change/object-words';
import { objectNeedsAttention, type ProtectedObjectStatus } from '../../core/protection/live-objects';
import type { ProtectedObject } from '../../core/protection/protected-object';
import { listed } from '../../core/listed';
import { stateLines } from './state-lines';

/** A protected object with its state, and what is to be known of that. */
export function protectedObjectLines(
  status: ProtectedObjectStatus,
  page: { readonly width: number; readonly color: boolean },
  wayOut: (status: ProtectedObjectStatus) => string,
): string[] {
  const { object, state, differences, editedIn } = status;
  const isBad = objectNeedsAttention(status);
  const sentences = [
    state === 'different' && `It is ${listed(differences)}.`,
    editedIn !== undefined &&
      `${editedIn}, which makes it, was changed after it was applied, so it may be right.`,
    isBad && wayOut(status),
  ].filter((sentence): sentence is string => sentence !== false && sentence !== '');
  return stateLines({ state, name: object.name, kind: kindIn(object), sentences, isBad }, page);
}

/** `CHECK constraint of users`; row level security has the table's name already. */
function kindIn({ kind, table, record }: ProtectedObject): string {
  const where = table === undefined || kind === 'row level security' ? '' : ` of ${table}`;
  return `${kindName(kind)}${where}${record ? '' : ', listed in drift-ignore.json'}`;
}
