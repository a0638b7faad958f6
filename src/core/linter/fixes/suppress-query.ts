import type { EmbeddedSql, SqlPiece } from '../../queries/embedded-sql';
import { readScript, statementAt } from '../../sql/statements';
import { reasonPlaceholder } from '../findings/suppression-form';
import type { Finding, Fix } from '../findings/finding';
import { lineEnding } from './leave-out';

/** A file with the SQL in it that has a vector operator. */
interface QueryFile {
  readonly file: string;
  readonly text: string;
  readonly sql: readonly EmbeddedSql[];
}

/**
 * Writes a suppression above the statement of a finding about a query, with a place for the reason. Undefined where a comment
 * would stand within a text of the script, or where it would not be read.
 */
export function suppressQueryFix(
  { file, text, sql }: QueryFile,
  { rule, range }: Pick<Finding, 'rule' | 'range'>,
): Fix | undefined {
  const own = sql.find((one) => one.range.start <= range.start && range.start < one.range.end);
  const line = startOfLine(text, (own?.range ?? range).start);
  const isSql = /\.sql$/i.test(file);
  if (sql.some((one) => isWithin(one, line)) || (isSql && !isStatement(text, own))) return undefined;
  const newline = lineEnding(text);
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const marks = isSql ? '--' : '//';
  const newText = `${indent}${marks} migration-guard-ignore ${rule}: ${reasonPlaceholder}${newline}`;
  return {
    kind: 'deliberate',
    title: `It is deliberate: suppress ${rule} here`,
    preferred: false,
    edits: [{ file, edits: [{ range: { start: line, end: line }, newText }] }],
  };
}

/** What stands in the body of a function has no comments for us. */
function isStatement(text: string, own: EmbeddedSql | undefined): boolean {
  return own !== undefined && statementAt(readScript(text), own.range.start)?.start === own.range.start;
}

function startOfLine(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return text.charCodeAt(line) === 0xfeff ? line + 1 : line;
}

/** Whether it began on a line above. */
function isWithin({ range, pieces }: EmbeddedSql, line: number): boolean {
  const stretches = [range, ...pieces.map(rangeOf)];
  return stretches.some(({ start, end }) => start < line && line < end);
}

function rangeOf(piece: SqlPiece): EmbeddedSql['range'] {
  if (piece.kind === 'hole') return piece.range;
  return { start: piece.offsetOf(0), end: piece.offsetOf(piece.value.length) };
}
