import type { Fix } from '../findings/finding';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';

/** Makes a dropped index again at the end of the migration. Undefined where it could not be made there. */
export function recreateFix(change: Change, loss: Loss): Fix | undefined {
  if (change.state === 'settled' || loss.baseGone || loss.event.kind !== 'dropped') return undefined;
  const sql = loss.replacement ? undefined : change.createStatementOf(loss.atEnd);
  if (sql === undefined) return undefined;
  const { text, file } = change.migration;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const last = change.script.statements.at(-1);
  const body = text.trimEnd();
  const end = Math.max(body.length, last?.end ?? 0);
  // The last statement may lack its semicolon, and a comment may follow it.
  const isOpen = last !== undefined && !last.terminated;
  const semicolon =
    isOpen && last.end < end ? [{ range: { start: last.end, end: last.end }, newText: ';' }] : [];
  const newText = `${isOpen && last.end === end ? ';' : ''}${newline}${newline}-- migration-guard: make ${JSON.stringify(loss.index.name)} again${newline}${sql};${newline}`;
  return {
    kind: 'recreate',
    title: `Make ${loss.index.name} again at the end of this migration`,
    preferred: false,
    edits: [{ file, edits: [...semicolon, { range: { start: end, end: text.length }, newText }] }],
  };
}
