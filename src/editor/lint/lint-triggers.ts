import * as vscode from 'vscode';
import { ConfigValue, millisecondsOr } from '../config-value';
import { ids } from '../ids';
import type { LintSession } from './lint-session';
import type { LintSettings } from './lint-settings';
import { isLintedDocument, watchProjectFiles } from '../documents/migration-documents';

/**
 * Tells the session when there is something to lint: documents that open, change and close, files, settings, trust.
 *
 * @param isLinted whether a document is the session's business
 */
export function triggerLints(
  session: Pick<LintSession, 'add' | 'drop' | 'invalidate'>,
  { enable, skipped }: Pick<LintSettings, 'enable' | 'skipped'>,
  isLinted: (document: vscode.TextDocument) => boolean = isLintedDocument,
): vscode.Disposable {
  const delay = new ConfigValue(ids.settings.lintDelay.id, millisecondsOr(ids.settings.lintDelay.default));

  const add = (document: vscode.TextDocument, milliseconds: number): void => {
    if (enable.value && isLinted(document) && !skipped.has(document.uri)) session.add(document, milliseconds);
  };
  const drop = (document: vscode.TextDocument): void => session.drop(document);
  const addAll = (): void => vscode.workspace.textDocuments.forEach((document) => add(document, 0));
  const dropAll = (): void => vscode.workspace.textDocuments.forEach(drop);
  // Files change by the dozen, when a branch is checked out for instance.
  const fileChanged = (uri: vscode.Uri): void => session.invalidate(uri, delay.value);
  /** A document may outlive its file, when the branch is switched for instance: of what is gone nothing is wrong. */
  const cameOrWent = async (uri: vscode.Uri): Promise<void> => {
    const within = vscode.workspace.textDocuments.filter((document) =>
      `${document.uri.toString()}/`.startsWith(`${uri.toString()}/`),
    );
    for (const document of within) {
      if (document.isDirty || (await isThere(document.uri))) add(document, 0);
      else drop(document);
    }
  };
  const everythingChanged = (): void => session.invalidate(undefined, 0);

  addAll();
  return vscode.Disposable.from(
    delay,
    skipped.onDidChange(() => {
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
    watchProjectFiles(({ uri, isOther }) => {
      fileChanged(uri);
      if (isOther) void cameOrWent(uri);
    }),
  );
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
