import * as vscode from 'vscode';
import type { Range } from '../../core/range';
import type { IndexCard } from '../../workflows/index-symbols';
import type { KnownIndex } from '../databases/known-state';
import { indexLabel } from '../labels/index-state';
import { asMarkdown } from '../markdown';

/**
 * A card as Markdown. Names and sentences come out of somebody's files, so nothing of them is taken as Markdown. Where a
 * diagnostic has said what the index is, one paragraph has the rest: VS Code puts the quick fixes below, and what is taller
 * than 250 pixels scrolls.
 *
 * @param rangeOf tells where offsets of a file lie in it
 */
export function hoverOf(
  { name, what, sql, origin, provenance, isProtected, cost }: IndexCard,
  { last, isReported }: HoverContext,
  rangeOf: (file: string, range: Range) => vscode.Range,
): vscode.MarkdownString {
  const link = origin ? linkTo(origin.file, rangeOf(origin.file, origin.range)) : '';
  const costs = cost === undefined ? '' : asMarkdown(cost);
  const state = last === undefined ? '' : `$(database) ${asMarkdown(stateSentence(last))}`;
  if (isReported) return markdownOf([costs, link, state], ' ');
  const paragraphs = [
    `**${asMarkdown(name)}**${what === undefined ? '' : `, ${asMarkdown(what)}`}`,
    sql === undefined ? '' : codeBlock(sql),
    `${asMarkdown(provenance)} ${link}`.trim(),
    costs,
    isProtected
      ? `$(shield) ${vscode.l10n.t('Protected: Prisma may drop it by itself.')}`
      : `$(pass) ${vscode.l10n.t('Not protected: Prisma knows it.')}`,
    state,
  ];
  return markdownOf(paragraphs, '\n\n');
}

function markdownOf(parts: readonly string[], between: string): vscode.MarkdownString {
  return new vscode.MarkdownString(parts.filter((text) => text !== '').join(between), true);
}

/** What else is known where somebody points. */
export interface HoverContext {
  readonly last: LastKnown | undefined;
  /** A diagnostic at the same position says already what the index is and where it comes from. */
  readonly isReported: boolean;
}

/** The state of an index in the database that was last asked. */
export interface LastKnown {
  readonly index: KnownIndex;
  readonly environment: string;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

function stateSentence({ index, environment, askedAt }: LastKnown): string {
  const when = new Date(askedAt).toLocaleString();
  return vscode.l10n.t('{0} on {1}, asked {2}', indexLabel(index), environment, when);
}

function codeBlock(sql: string): string {
  return new vscode.MarkdownString().appendCodeblock(`${sql};`, 'sql').value.trim();
}

function linkTo(file: string, { start }: vscode.Range): string {
  const target = vscode.Uri.parse(file).with({ fragment: `L${start.line + 1}` });
  return `[${vscode.l10n.t('Show the statement')}](${target.toString()})`;
}
