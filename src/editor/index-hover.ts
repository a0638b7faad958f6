import * as vscode from 'vscode';
import type { Range } from '../core/range';
import type { IndexCard } from '../workflows/index-guide';
import { asMarkdown } from './markdown';

/**
 * A card as Markdown. Names and sentences come out of somebody's files, so nothing of them is taken as Markdown.
 *
 * @param rangeOf tells where offsets of a file lie in it
 */
export function hoverOf(
  { name, what, sql, origin, provenance, isProtected, cost }: IndexCard,
  rangeOf: (file: string, range: Range) => vscode.Range,
): vscode.MarkdownString {
  const paragraphs = [
    `**${asMarkdown(name)}**${what === undefined ? '' : `, ${asMarkdown(what)}`}`,
    sql === undefined ? '' : codeBlock(sql),
    asMarkdown(provenance) + (origin ? ` ${linkTo(origin.file, rangeOf(origin.file, origin.range))}` : ''),
    cost === undefined ? '' : asMarkdown(cost),
    isProtected
      ? `$(shield) ${vscode.l10n.t('Protected: Prisma may drop it by itself.')}`
      : `$(pass) ${vscode.l10n.t('Not protected: Prisma knows it.')}`,
  ];
  return new vscode.MarkdownString(paragraphs.filter((text) => text !== '').join('\n\n'), true);
}

function codeBlock(sql: string): string {
  return new vscode.MarkdownString().appendCodeblock(`${sql};`, 'sql').value.trim();
}

function linkTo(file: string, { start }: vscode.Range): string {
  const place = vscode.Uri.parse(file).with({ fragment: `L${start.line + 1}` });
  return `[${vscode.l10n.t('Show the statement')}](${place.toString()})`;
}
