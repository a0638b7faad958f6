import type { RuleMetadata } from '../../../../core/linter/findings/rule-metadata';
import { largestOf } from '../../../../core/extremes';
import type { LintScope } from '../fix-command';
import { escapeUnsafe, printable } from '../../../output/printable';

/** What pages for GitHub need besides the reports. */
export interface MarkdownOptions {
  readonly cwd: string;
  /** The repository's top folder; files are named as seen from here. Absolute. */
  readonly top: string;
  readonly rules: readonly Pick<RuleMetadata, 'id' | 'page'>[];
  /** What was linted, so that what is advised fixes the same. */
  readonly scope?: LintScope;
}

/** Text from a project as nothing but text: no markup, no link, no mention. */
export function escaped(text: string): string {
  return printable(text)
    .trim()
    .replace(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** As code in a line of text; what it holds cannot end it. */
export function inlineCode(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** As code in lines of its own; what it holds cannot end it. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const longest = largestOf([
    2,
    ...lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length),
  ]);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines.map(escapeUnsafe), fence].join('\n');
}

/** Markdown that is shown when its title is clicked. */
export function folded(title: string, markdown: string): string {
  return ['<details>', `<summary>${title}</summary>`, '', markdown, '', '</details>'].join('\n');
}
