import type { Edit } from '../../edits';
import type { Range } from '../../range';
import type { Change } from '../change/change';
import type { NameRef } from '../../sql/cursor';
import { headingOf } from '../../sql/headings';
import type { Statement } from '../../sql/statements';
import type { Step } from '../../sql/steps';

/** What ends the text's lines. */
export function lineEnding(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Puts a comment line in the place of a statement; what follows on its line moves to the next one. */
export function commentInstead(text: string, range: Range, comment: string): Edit {
  const rest = /^[^\n]*/.exec(text.slice(range.end))?.[0] ?? '';
  // A comment behind the statement becomes part of ours.
  const remark = /^[ \t]*(?=--)/.exec(rest);
  if (remark) {
    return { range: { start: range.start, end: range.end + remark[0].length }, newText: `${comment} ` };
  }
  return { range, newText: comment + (rest.trim() === '' ? '' : lineEnding(text)) };
}

/** Prisma's heading of a statement, if it heads this statement and no other: its line goes with it. */
export function headingEdit(change: Change, statement: Statement, heading: string): Edit[] {
  const { text } = change.migration;
  const { statements } = change.script;
  const own = headingOf(text, statements, statement, heading);
  if (!own || !statement.leading.includes(own)) return [];
  const next = statements[statement.index + 1];
  if (next && headingOf(text, statements, next, heading) === own) return [];
  const end = /^[ \t]*(?:\r?\n|\r)?/.exec(text.slice(own.end))?.[0].length ?? 0;
  return [{ range: { start: own.start, end: own.end + end }, newText: '' }];
}

/**
 * Leaves a whole statement out, with its heading; undefined where it stands in a constant, which cannot simply be
 * emptied.
 */
export function leaveOut(change: Change, step: Step, heading: string, comment: string): Edit[] | undefined {
  const { text } = change.migration;
  if (step.context === 'string') return undefined;
  const headings = step.context === 'script' ? headingEdit(change, step.statement, heading) : [];
  return [...headings, commentInstead(text, step.extent, comment)];
}

/** Takes one name out of `DROP INDEX a, b` and says so in a line above; undefined as above. */
export function leaveNameOut(change: Change, step: Step, name: NameRef, comment: string): Edit[] | undefined {
  const { text } = change.migration;
  if (step.operation.kind !== 'drop' || step.context === 'string') return undefined;
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
