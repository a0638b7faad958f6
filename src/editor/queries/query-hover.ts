import * as vscode from 'vscode';
import type { NotedIndex, QueryNote } from '../../core/linter/query-notes';
import { rangeIn, rangeInText } from '../documents/ranges';
import { displayName } from '../ids';
import { asMarkdown } from '../markdown';
import type { QueriesIn } from './open-queries';
import { mayHoldQueries, querySelector } from './query-documents';

/** Says at an operator of a query which index serves it, or why none does. */
export function registerQueryHover(queriesIn: QueriesIn, isWanted: () => boolean): vscode.Disposable {
  return vscode.languages.registerHoverProvider(querySelector, {
    async provideHover(document, position) {
      const { uri, version } = document;
      // Somebody points at every word of a script: only at an operator something is read.
      if (!document.getWordRangeAtPosition(position, /<[-#=+~%]>/)) return undefined;
      if (!isWanted() || !mayHoldQueries(uri)) return undefined;
      const report = await queriesIn({ uri: uri.toString(), text: document.getText(), version });
      if (!report || document.version !== version) return undefined;
      const offset = document.offsetAt(position);
      const note = report.notes.find(({ range: { start, end } }) => start <= offset && offset <= end);
      if (!note) return undefined;
      const range = rangeIn(document, note.range);
      const text = hoverOf(note, isReported(uri, range), report.texts);
      return text === '' ? undefined : new vscode.Hover(new vscode.MarkdownString(text, true), range);
    },
  });
}

/**
 * As Markdown, in which names and sentences out of somebody's files are nothing but text.
 *
 * @param isReported a squiggle in the same place says already what is wrong, and leads to the index
 */
function hoverOf(note: QueryNote, isReported: boolean, texts: ReadonlyMap<string, string>): string {
  const { served, indexes } = note;
  if (served) {
    const words = vscode.l10n.t('Served by {0} ({1}).', asMarkdown(served.name), asMarkdown(served.kind));
    return `$(pass) ${words} ${linkTo(served, texts)}`;
  }
  if (isReported) return '';
  const links = indexes.map((index) => `${asMarkdown(index.name)}: ${linkTo(index, texts)}`);
  return [`$(warning) ${whyNot(note)}`, ...links].join('\n\n');
}

function whyNot({ reasons, indexes, column, isAboutOneRow }: QueryNote): string {
  if (isAboutOneRow) return vscode.l10n.t('Another index finds the one row that is asked for.');
  if (reasons.length > 0) return reasons.map(asMarkdown).join('\n\n');
  if (indexes.length === 0)
    return vscode.l10n.t('No migration makes a vector index on {0}.', asMarkdown(column));
  return vscode.l10n.t('No index serves this.');
}

function linkTo({ origin }: NotedIndex, texts: ReadonlyMap<string, string>): string {
  const { start } = rangeInText(texts.get(origin.file) ?? '', origin.range);
  const target = vscode.Uri.parse(origin.file).with({ fragment: `L${start.line + 1}` });
  return `[${vscode.l10n.t('Show the statement')}](${target.toString()})`;
}

function isReported(uri: vscode.Uri, range: vscode.Range): boolean {
  return vscode.languages
    .getDiagnostics(uri)
    .some((one) => one.source === displayName && one.range.intersection(range) !== undefined);
}
