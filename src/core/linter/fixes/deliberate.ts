import type { Fix } from '../findings/finding';
import type { Range } from '../../range';
import { reasonPlaceholder } from '../findings/suppression-form';
import { statementAt } from '../../sql/statements';
import type { Change } from '../change/change';
import { lineEnding } from './leave-out';

/** The comment lines right above a line, without anything between; the offset of the first, or of the line itself. */
function startOfComments(text: string, line: number): number {
  let first = line;
  while (first > 0) {
    const above = text.lastIndexOf('\n', first - 2) + 1;
    if (!/^\uFEFF?[ \t]*--/.test(text.slice(above, first))) break;
    first = above;
  }
  return first;
}

/**
 * Writes a suppression above a finding's statement and the comment lines that head it, with a place for the reason:
 * it counts when that is written. In drafts only: the text of others has been applied.
 */
export function deliberateFix(change: Change, rule: string, range: Range): Fix | undefined {
  const { text, file } = change.migration;
  const statement = statementAt(change.script, range.start);
  if (change.state !== 'draft' || !statement || range.end > statement.end) return undefined;
  const newline = lineEnding(text);
  const comment = `-- migration-guard-ignore ${rule}: ${reasonPlaceholder}`;
  const line = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(line, statement.start).replace(/^\uFEFF/, '');
  let start = statement.start;
  let newText = `${newline}${comment}${newline}`;
  if (indent.trim() === '') {
    const first = startOfComments(text, line);
    start = first + (text.charCodeAt(first) === 0xfeff ? 1 : 0);
    newText = indent + comment + newline;
  }
  return {
    kind: 'deliberate',
    title: `It is deliberate: suppress ${rule} here`,
    preferred: false,
    edits: [{ file, edits: [{ range: { start, end: start }, newText }] }],
  };
}
