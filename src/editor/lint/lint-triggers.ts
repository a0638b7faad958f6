import * as vscode from 'vscode';
import { booleanOr, ConfigValue, millisecondsOr, texts } from '../config-value';
import { ids } from '../ids';
import type { LintSession } from './lint-session';
import { isLintedDocument, projectFilePatterns } from '../documents/migration-documents';
import { watchFiles } from '../documents/watch-files';

/** Tells the session when there is something to lint: documents that open, change and close, files, settings, trust. */
export function triggerLints(session: Pick<LintSession, 'add' | 'drop' | 'invalidate'>): vscode.Disposable {
  const enable = new ConfigValue(ids.settings.lintEnable.id, booleanOr(ids.settings.lintEnable.default));
  const delay = new ConfigValue(ids.settings.lintDelay.id, millisecondsOr(ids.settings.lintDelay.default));
  const skip = new ConfigValue(ids.settings.lintSkip.id, texts);
  const isSkipped = (document: vscode.TextDocument): boolean =>
    skip.value.some((pattern) => vscode.languages.match({ pattern }, document) > 0);

  const add = (document: vscode.TextDocument, milliseconds: number): void => {
    if (enable.value && isLintedDocument(document) && !isSkipped(document))
      session.add(document, milliseconds);
  };
  const drop = (document: vscode.TextDocument): void => session.drop(document);
  const addAll = (): void => vscode.workspace.textDocuments.forEach((document) => add(document, 0));
  const dropAll = (): void => vscode.workspace.textDocuments.forEach(drop);
  // Files change by the dozen, when a branch is checked out for instance.
  const fileChanged = (uri: vscode.Uri): void => session.invalidate(uri, delay.value);
  const everythingChanged = (): void => session.invalidate(undefined, 0);

  addAll();
  return vscode.Disposable.from(
    enable,
    delay,
    skip,
    skip.onDidChange(() => {
      dropAll();
      addAll();
    }),
    enable.onDidChange((enabled) => (enabled ? addAll() : dropAll())),
    vscode.workspace.onDidOpenTextDocument((document) => add(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) add(document, delay.value);
    }),
    vscode.workspace.onDidCloseTextDocument(drop),
    vscode.workspace.onDidGrantWorkspaceTrust(everythingChanged),
    vscode.workspace.onDidChangeWorkspaceFolders(everythingChanged),
    ...projectFilePatterns.map((pattern) => watchFiles(pattern, fileChanged)),
  );
}
