import type { Edit } from '../../edits';
import type { Fix } from '../findings/finding';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import { keptComment, staysComment } from '../../sql/substitute-comments';
import type { Omission } from '../../ledger/survival';
import { leaveNameOut, leaveOut } from './leave-out';

/** The comment line that takes the place of what is left out, and Prisma's heading of it. */
function substituteFor(
  { step }: Omission,
  { event, index }: Loss,
  reason: string,
): { readonly heading: 'DropIndex' | 'CreateIndex'; readonly comment: string } {
  if (step.operation.kind === 'drop')
    return { heading: 'DropIndex', comment: keptComment(index.name, reason) };
  const comment = event.kind === 'refused' ? staysComment(index.name, reason) : staysComment(index.name);
  return { heading: 'CreateIndex', comment };
}

function editsFor(
  change: Change,
  omissions: readonly Omission[],
  loss: Loss,
  reason: string,
): Edit[] | undefined {
  const edits = omissions.map((omission) => {
    const { heading, comment } = substituteFor(omission, loss, reason);
    const { step, name } = omission;
    return name ? leaveNameOut(change, step, name, comment) : leaveOut(change, step, heading, comment);
  });
  return edits.some((own) => own === undefined) ? undefined : edits.flatMap((own) => own ?? []);
}

/**
 * Keeps an index that a migration drops: the DROP becomes one comment line that says why, and its heading goes. Where
 * the migration makes the index again, that statement goes as well.
 *
 * @param reason goes on behind `kept <name>`; no quotes, backslashes or dollars, as it may stand in a DO block
 * @returns undefined where the index would go anyway (with its column, or by a later statement), and where a statement
 *   cannot be left out by editing its text
 */
export function keepFix(change: Change, loss: Loss, reason: string): Fix | undefined {
  if (change.state === 'settled') return undefined;
  const omissions = change.omissionsFor(loss);
  if (!omissions || !change.survives(loss)) return undefined;
  const edits = editsFor(change, omissions, loss, reason);
  if (!edits) return undefined;
  const statement = loss.event.kind === 'refused' ? 'CREATE' : 'DROP';
  const here = change.state === 'local' ? ' (the file is applied here: fix its checksum afterwards)' : '';
  return {
    kind: 'keep',
    title: `Keep ${loss.index.name}: leave the ${statement} INDEX out${here}`,
    preferred: true,
    edits: [{ file: change.migration.file, edits }],
  };
}
