import type { Finding, Range } from './finding';
import { commentText } from './sql/headings';
import { bodyOf, isBlock } from './sql/read-block';
import { readString, scan, type Comment } from './sql/scan';
import type { Script } from './sql/statements';

const DIRECTIVE = /^migration-guard-ignore(-file)?\s+([a-z-]+)\s*(?::\s*(.*))?$/s;

interface Directive {
  readonly rule: string;
  readonly reason: string;
  readonly wholeFile: boolean;
  readonly range: Range;
}

function readDirective(text: string, comment: Comment): Directive | undefined {
  const found = DIRECTIVE.exec(commentText(text, comment));
  const reason = found?.[3]?.trim() ?? '';
  // Without a reason it does not count.
  if (!found?.[2] || reason === '') return undefined;
  return { rule: found[2], reason, wholeFile: found[1] !== undefined, range: comment };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Stands by itself in the comment lines right above the line of `at`. */
function isAbove(text: string, directive: Directive, at: number): boolean {
  const { start, end } = directive.range;
  const line = lineStart(text, at);
  if (end > line || text.slice(lineStart(text, start), start).trim() !== '') return false;
  const between = text.slice(end, line).split('\n');
  return between
    .slice(0, -1)
    .every((rest, index) => (index === 0 ? rest.trim() === '' : /^\s*--/.test(rest)));
}

/** Stands at the end of the range's line, or above that line or the first line of the statement around it. */
function covers(text: string, script: Script, directive: Directive, range: Range): boolean {
  if (directive.range.start >= range.start) return directive.range.start <= lineEnd(text, range.start);
  const statement = script.statements.find(({ start, end }) => start <= range.start && range.start < end);
  return (
    isAbove(text, directive, range.start) ||
    (statement !== undefined && isAbove(text, directive, statement.start))
  );
}

/** Comments of the script, and those in the DO blocks that findings may stand in. */
function commentsOf(text: string, script: Script): Comment[] {
  const inBlocks = script.statements.flatMap((statement) => {
    const body = isBlock(text, statement) ? bodyOf(text, statement) : undefined;
    if (!body) return [];
    const content = readString(text, body);
    return scan(content.value).comments.map((comment) => ({
      ...comment,
      start: content.offsetOf(comment.start),
      end: content.offsetOf(comment.end),
    }));
  });
  return [...script.comments, ...inBlocks];
}

/** Marks the findings that a comment in the file suppresses with a reason. */
export function suppress(text: string, script: Script, findings: readonly Finding[]): Finding[] {
  if (findings.length === 0) return [];
  const directives = commentsOf(text, script).flatMap((comment) => readDirective(text, comment) ?? []);
  if (directives.length === 0) return [...findings];
  return findings.map((finding) => {
    const directive = directives.find(
      (candidate) =>
        candidate.rule === finding.rule &&
        (candidate.wholeFile || covers(text, script, candidate, finding.range)),
    );
    return directive
      ? { ...finding, suppressed: { reason: directive.reason, kind: 'source' as const } }
      : finding;
  });
}
