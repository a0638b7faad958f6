import type { Edit } from '../../edits';
import type { Fix } from '../findings/finding';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { NameRef } from '../../sql/cursor';
import { keptComment, staysComment } from '../../sql/substitute-comments';
import type { Step } from '../../sql/steps';
import { leaveNameOut, leaveOut } from './leave-out';

/** What a fix takes out of a migration. */
interface Omission {
  readonly step: Step;
  /** One of several names of a DROP INDEX; undefined for the whole statement. */
  readonly name: NameRef | undefined;
  readonly heading: 'DropIndex' | 'CreateIndex';
  /** The comment line that takes its place. */
  readonly comment: string;
}

/** The statements without which an index stays; undefined where that is not known. */
function omissionsFor(change: Change, loss: Loss, reason: string): Omission[] | undefined {
  const { event, index, replacement } = loss;
  const { step } = event;
  if (event.kind === 'refused') {
    return [{ step, name: undefined, heading: 'CreateIndex', comment: staysComment(index.name, reason) }];
  }
  if (event.kind !== 'dropped' || step.operation.kind !== 'drop') return undefined;
  const comment = keptComment(index.name, reason);
  const isOneOfSeveral = step.operation.names.length > 1;
  const drop: Omission = {
    step,
    name: isOneOfSeveral ? event.name : undefined,
    heading: 'DropIndex',
    comment,
  };
  if (!replacement) return [drop];
  const again = change.events.find(
    (other) => other.kind === 'created' && other.index.id === replacement.id,
  )?.step;
  // Under another name it is not made again but renamed, and later statements may use that name.
  if (!again || replacement.name !== index.name) return undefined;
  return [drop, { step: again, name: undefined, heading: 'CreateIndex', comment: staysComment(index.name) }];
}

/** What is left of a step. */
function rest({ step, name }: Omission): Step | undefined {
  const { operation } = step;
  if (name === undefined || operation.kind !== 'drop') return undefined;
  return { ...step, operation: { ...operation, names: operation.names.filter((other) => other !== name) } };
}

function editsFor(change: Change, omissions: readonly Omission[]): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const { step, name, heading, comment } of omissions) {
    const own = name ? leaveNameOut(change, step, name, comment) : leaveOut(change, step, heading, comment);
    if (!own) return undefined;
    edits.push(...own);
  }
  return edits;
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
  const omissions = omissionsFor(change, loss, reason);
  if (!omissions) return undefined;
  const instead = new Map(omissions.map((omission) => [omission.step, rest(omission)]));
  if (!change.survives(loss.index, instead)) return undefined;
  const edits = editsFor(change, omissions);
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
