import type { Edit, Fix, Range } from '../finding';
import type { IndexEvent } from '../ledger/events';
import type { Loss } from '../ledger/losses';
import type { Change } from '../rules/rule';
import { headingOf } from '../sql/headings';
import type { Statement } from '../sql/statements';
import type { Step } from '../sql/steps';

/** A name as it can stand in a comment line, also inside the body of a DO block. */
export function nameInComment(name: string): string {
  return /^[\p{L}\p{N}_.: -]+$/u.test(name) ? name : 'an index';
}

export function lineEnding(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A statement's range with its semicolon, if that follows at once. */
export function withSemicolon(text: string, range: Range): Range {
  const rest = /^\s*;/.exec(text.slice(range.end));
  return rest ? { start: range.start, end: range.end + rest[0].length } : range;
}

/** Puts a comment line in the place of a statement; what follows on its line moves to the next one. */
export function commentInstead(text: string, range: Range, comment: string): Edit {
  const rest = /^[^\n]*/.exec(text.slice(range.end))?.[0] ?? '';
  const follows = rest.trim() !== '' && !rest.trim().startsWith('--');
  const trailing = /^[ \t]+(?=--)/.exec(rest);
  const end = trailing ? range.end + trailing[0].length : range.end;
  // A comment behind the statement becomes part of ours.
  return {
    range: { start: range.start, end },
    newText: comment + (follows ? lineEnding(text) : trailing ? ' ' : ''),
  };
}

/** Prisma's heading of a statement, if it heads this statement and no other: its line goes with it. */
export function headingEdit(change: Change, statement: Statement, heading: string): Edit[] {
  const { text } = change.migration;
  const { statements } = change.script;
  const own = headingOf(text, statements, statement, heading);
  const next = statements[statement.index + 1];
  const coversNext = next && next.leading.length === 0 && headingOf(text, statements, next, heading) === own;
  if (!own || coversNext || !statement.leading.includes(own)) return [];
  const end = /^[ \t]*\r?\n?/.exec(text.slice(own.end))?.[0].length ?? 0;
  return [{ range: { start: own.start, end: own.end + end }, newText: '' }];
}

/** Leaves a whole statement out; undefined where it stands in a constant, which cannot simply be emptied. */
export function leaveOut(change: Change, step: Step, heading: string, comment: string): Edit[] | undefined {
  const { text } = change.migration;
  if (step.place === 'string') return undefined;
  if (step.place === 'block' && /['\\$]/.test(comment)) return undefined;
  const range = withSemicolon(text, step.range);
  const headings = step.place === 'script' ? headingEdit(change, step.statement, heading) : [];
  return [...headings, commentInstead(text, range, comment)];
}

/** Takes one name out of `DROP INDEX a, b` and says so in a line above. */
function leaveNameOut(
  change: Change,
  event: IndexEvent & { kind: 'dropped' },
  comment: string,
): Edit[] | undefined {
  const { step, name } = event;
  const { text } = change.migration;
  if (step.operation.kind !== 'drop' || step.place === 'string') return undefined;
  const { names } = step.operation;
  const at = names.indexOf(name);
  const next = names[at + 1];
  const previous = names[at - 1];
  const range = next
    ? { start: name.range.start, end: next.range.start }
    : { start: previous?.range.end ?? name.range.start, end: name.range.end };
  const { start } = step.range;
  return [
    { range: { start, end: start }, newText: comment + lineEnding(text) },
    { range, newText: '' },
  ];
}

/**
 * Keeps an index that a migration drops: the DROP becomes one comment line that says why, and its heading goes. Where
 * the migration makes the index again, that statement goes as well.
 *
 * @returns undefined where the index could not stay anyway, or the statement cannot be left out by editing its text
 */
export function keepFix(change: Change, loss: Loss, reason: string): Fix | undefined {
  const { event, index } = loss;
  if (change.state === 'settled' || loss.baseGone) return undefined;
  const name = nameInComment(index.name);
  const comment = `-- migration-guard: kept ${name}${reason}`;
  let edits: Edit[] | undefined;
  if (event.kind === 'dropped' && event.step.operation.kind === 'drop') {
    edits =
      event.step.operation.names.length > 1
        ? leaveNameOut(change, event, comment)
        : leaveOut(change, event.step, 'DropIndex', comment);
  } else if (event.kind === 'refused') {
    edits = leaveOut(change, event.step, 'CreateIndex', comment);
  }
  if (edits && loss.replacement && event.kind !== 'refused') {
    const again = change.events.find(
      (other) => other.kind === 'created' && other.index.id === loss.replacement?.id,
    );
    const rest =
      again && again.step !== event.step
        ? leaveOut(change, again.step, 'CreateIndex', `-- migration-guard: ${name} stays as it is`)
        : undefined;
    edits = rest && [...edits, ...rest];
  }
  return (
    edits && {
      kind: 'keep',
      title: `Keep ${index.name}: leave the ${event.kind === 'refused' ? 'CREATE' : 'DROP'} INDEX out`,
      preferred: true,
      edits: [{ file: change.migration.file, edits }],
    }
  );
}
