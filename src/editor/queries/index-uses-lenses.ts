import * as vscode from 'vscode';
import type { Projects } from '../databases/projects';
import { isLintedDocument, migrationSelector } from '../documents/migration-documents';
import { rangeIn } from '../documents/ranges';
import { rangeOf } from '../findings/finding-diagnostics';
import type { IndexUsesFound, UsedIndex } from '../findings/index-uses';
import type { IndexUsesStore } from './index-uses-store';

/** Says above a statement that makes a vector index how many queries use it, and leads to them. */
export function registerIndexUsesLenses(
  store: Pick<IndexUsesStore, 'of' | 'onDidChange'>,
  projects: Pick<Projects, 'all'>,
  isWanted: () => boolean,
): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(migrationSelector, {
    onDidChangeCodeLenses: store.onDidChange,
    async provideCodeLenses(document) {
      if (!isWanted() || !isLintedDocument(document)) return [];
      if (!/\busing\s+"?(?:hnsw|ivfflat)\b/i.test(document.getText())) return [];
      const file = document.uri.toString();
      const all = await projects.all();
      const own = all.find(({ migrationsFolder }) => file.startsWith(`${migrationsFolder}/`));
      if (!own) return [];
      const found = store.of(own.migrationsFolder);
      if (!found?.isComplete) return [];
      return found.indexes
        .filter((index) => index.file === file && isSaid(index, found))
        .flatMap((index) => lensOf(index, document));
    },
  });
}

/** That there is none is said only where it is sure. */
function isSaid({ uses, mayServeMore }: UsedIndex, { hasUnknown }: IndexUsesFound): boolean {
  return uses.length > 0 || !(mayServeMore || hasUnknown);
}

function lensOf({ statement, uses }: UsedIndex, document: vscode.TextDocument): vscode.CodeLens[] {
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const text = statement.replace(/\r\n|\r|\n/g, lineEnd);
  // While it is being changed nothing is known of it.
  const start = text === '' ? -1 : document.getText().indexOf(text);
  if (start < 0) return [];
  const range = rangeIn(document, { start, end: start + text.length });
  if (uses.length === 0) {
    const none = { title: vscode.l10n.t('no query of this project uses it'), command: '' };
    return [new vscode.CodeLens(range, none)];
  }
  const title =
    uses.length === 1
      ? vscode.l10n.t('1 query uses this index')
      : vscode.l10n.t('{0} queries use this index', uses.length);
  const locations = uses.map(({ file, span }) => new vscode.Location(vscode.Uri.parse(file), rangeOf(span)));
  const command = 'editor.action.showReferences';
  return [new vscode.CodeLens(range, { title, command, arguments: [document.uri, range.start, locations] })];
}
