import type { Finding, Range } from './finding';
import { commentText } from './sql/headings';
import type { Comment } from './sql/scan';
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

/** Stands at the end of the range's line, or in the comment lines right above its line. */
function covers(text: string, directive: Directive, range: Range): boolean {
  const firstLine = lineStart(text, range.start);
  if (directive.range.start >= range.start) return directive.range.start <= lineEnd(text, range.start);
  if (directive.range.end > firstLine) return false;
  const between = text
    .slice(lineEnd(text, directive.range.end - 1), firstLine)
    .split('\n')
    .slice(1, -1);
  return between.every((line) => /^\s*--/.test(line));
}

/** Marks the findings that a comment in the file suppresses with a reason. */
export function suppress(text: string, script: Script, findings: readonly Finding[]): Finding[] {
  const directives = script.comments.flatMap((comment) => readDirective(text, comment) ?? []);
  if (directives.length === 0) return [...findings];
  return findings.map((finding) => {
    const directive = directives.find(
      (candidate) =>
        candidate.rule === finding.rule && (candidate.wholeFile || covers(text, candidate, finding.range)),
    );
    return directive
      ? { ...finding, suppressed: { reason: directive.reason, kind: 'source' as const } }
      : finding;
  });
}
