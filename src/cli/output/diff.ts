import { createColors } from 'picocolors';
import { diffLines, type DiffLine } from '../../core/drift/line-diff';
import type { DiffStatement, StatementChange } from '../../core/drift/statement-diff';
import { escapeUnsafe } from './printable';

/** So many lines that did not change are shown before and after those that did. */
const context = 2;

export interface DiffPage {
  readonly color: boolean;
  /** What every line begins with. */
  readonly indent: string;
}

/** Two texts compared line by line, `-` for what was and `+` for what is. White space that differs can be seen. */
export function textDiff(before: string, now: string, page: DiffPage): string[] {
  return shown(diffLines(before, now), page);
}

/** The statements that differ, each under the line on which it stands; those that are still there are left out. */
export function statementDiff(changes: readonly StatementChange[], page: DiffPage): string[] {
  const { dim } = createColors(page.color);
  return changes.flatMap(({ before, now }) => [
    page.indent + dim(hunkHeading(before, now)),
    ...(before && now
      ? textDiff(before.text, now.text, page)
      : shown(
          (before ?? now)?.text.split(/\r?\n/).map((text) => ({ sign: before ? '-' : '+', text })) ?? [],
          page,
        )),
  ]);
}

function hunkHeading(before: DiffStatement | undefined, now: DiffStatement | undefined): string {
  return now ? `line ${now.line}` : `line ${before?.line ?? 1} of what was applied`;
}

function shown(lines: readonly DiffLine[], { color, indent }: DiffPage): string[] {
  const { red, green, dim } = createColors(color);
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== ' ');
  let isHidden = false;
  return lines.flatMap(({ sign, text }, index) => {
    if (!isNear(index)) {
      if (isHidden) return [];
      isHidden = true;
      return [`${indent}  ${dim('…')}`];
    }
    isHidden = false;
    const colored = sign === '-' ? red : sign === '+' ? green : dim;
    return [indent + colored(`${sign} ${sign === ' ' ? plain(text) : exact(text)}`.trimEnd())];
  });
}

function plain(text: string): string {
  return escapeUnsafe(text.replaceAll('\t', '    ').trimEnd());
}

/** With white space that could be the whole difference: tabs, and blanks at the end. */
function exact(text: string): string {
  const blanks = / *\r?$/.exec(text)?.[0].length ?? 0;
  const end = text.length - blanks;
  return escapeUnsafe(text.slice(0, end).replaceAll('\t', '→   ') + text.slice(end).replaceAll(' ', '·'));
}
