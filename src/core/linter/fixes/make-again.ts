import type { Edit } from '../../edits';
import { relationName } from '../../ledger/records';
import type { Step } from '../../sql/step';
import type { Change } from '../change/change';
import type { ObjectLosses } from '../change/object-change';
import { objectNames } from '../change/object-words';
import type { Fix } from '../findings/finding';
import { lostObjectOf } from '../findings/lost-object';
import { lineEnding } from './leave-out';

/** The tables that a step makes, alters or renames, by their names afterwards. */
function tablesOf({ operation }: Step): string[] {
  switch (operation.kind) {
    case 'create-table':
      return [operation.name.name];
    case 'alter-table':
      return [operation.table.name];
    case 'rename':
      return [operation.object === 'relation' ? operation.to : operation.of.name];
    case 'set-schema':
      return [operation.of.name];
    default:
      return [];
  }
}

/** The last statement that does something to the tables: behind it they are as they will be. */
function lastStep({ steps }: Change, { losses }: ObjectLosses): Step {
  const [{ event }] = losses;
  const tables = new Set(losses.map(({ atEnd }) => relationName(atEnd.table)));
  const from = steps.indexOf(event.step);
  const later = steps.slice(from + 1).findLast((step) => tablesOf(step).some((table) => tables.has(table)));
  return later ?? event.step;
}

/** Text behind a statement and a remark that stands on its last line. */
function insertBehind(text: string, { statement }: Step, lines: readonly string[]): Edit[] {
  const newline = lineEnding(text);
  const inserted = lines.map((line) => newline + line).join('');
  const rest = /^[^\r\n]*/.exec(text.slice(statement.end))?.[0] ?? '';
  const isRemark = /^[ \t]*(?:--.*)?$/.test(rest);
  const end = statement.end + (isRemark ? rest.length : 0);
  if (statement.terminated) return [{ range: { start: end, end }, newText: inserted }];
  const semicolon = { range: { start: statement.contentEnd, end: statement.contentEnd }, newText: ';' };
  return end === statement.contentEnd
    ? [{ ...semicolon, newText: `;${inserted}` }]
    : [semicolon, { range: { start: end, end }, newText: inserted }];
}

/** Makes what a migration loses again, behind the last statement about its table. Undefined where not all of it can be made. */
export function makeAgainFix(change: Change, group: ObjectLosses): Fix | undefined {
  const { losses, intent } = group;
  if (change.state !== 'draft') return undefined;
  // What was made later may need what was made earlier.
  const inOrder = losses.toSorted((one, other) => one.object.id - other.object.id);
  const statements = inOrder.flatMap((loss) => loss.statements ?? []);
  const isWhole = losses.every((loss) => loss.statements !== undefined);
  const step = lastStep(change, group);
  if (!isWhole || step.context !== 'script') return undefined;
  const { text, file } = change.migration;
  const names = objectNames(losses.map(({ object }) => lostObjectOf(object)));
  const heading = `-- migration-guard: ${inOneLine(names)}, as before`;
  const edits = insertBehind(text, step, ['', heading, ...statements.map((sql) => `${sql};`)]);
  return {
    kind: 'recreate',
    title: `Bring back ${names} in this migration`,
    preferred: intent === 'generated',
    edits: [{ file, edits }],
  };
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
