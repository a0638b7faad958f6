import * as vscode from 'vscode';
import type { EntryNote } from '../../workflows/annotations';
import { rangeIn, rangeInText } from '../documents/ranges';
import { toWorkspaceEdit } from '../documents/fix-edits';
import { displayName } from '../ids';
import type { DriftIgnoreNotes, MigrationReader } from '../lint/migration-reader';

const selector: vscode.DocumentFilter = { scheme: 'file', pattern: '**/drift-ignore.json' };

/** What is shown in an open drift-ignore.json: where each entry's index is made, and which are not listed yet. */
export function registerDriftIgnoreEntries(load: () => Promise<MigrationReader>): vscode.Disposable {
  const stale = vscode.languages.createDiagnosticCollection('migration-guard-entries');
  const notesOf = async (document: vscode.TextDocument): Promise<DriftIgnoreNotes | undefined> => {
    const { version } = document;
    const reader = await load();
    const snapshot = { uri: document.uri.toString(), text: document.getText(), version };
    const notes = await reader.entriesIn(snapshot).catch(() => undefined);
    if (document.version !== version || document.isClosed) return undefined;
    stale.set(
      document.uri,
      notes?.notes.filter(({ origin }) => !origin).map((note) => staleDiagnostic(note, document)),
    );
    return notes;
  };
  return vscode.Disposable.from(
    stale,
    vscode.workspace.onDidCloseTextDocument(({ uri }) => stale.delete(uri)),
    vscode.languages.registerCodeLensProvider(selector, {
      async provideCodeLenses(document) {
        const found = await notesOf(document);
        if (!found) return [];
        const { notes, texts, missing } = found;
        const edit = missing && (await toWorkspaceEdit(missing, document, found));
        return [
          ...(edit ? [listLens(missing.title, edit)] : []),
          ...notes.flatMap((note) => madeLens(note, document, texts)),
        ];
      },
    }),
    vscode.commands.registerCommand(applyEdit, (edit: unknown) =>
      edit instanceof vscode.WorkspaceEdit ? vscode.workspace.applyEdit(edit) : undefined,
    ),
    vscode.languages.registerCodeActionsProvider(selector, {
      async provideCodeActions(document) {
        const found = await notesOf(document);
        const edit = found?.missing && (await toWorkspaceEdit(found.missing, document, found));
        if (!edit) return [];
        const action = new vscode.CodeAction(found.missing.title, vscode.CodeActionKind.QuickFix);
        action.edit = edit;
        return [action];
      },
    }),
  );
}

/** Ours alone: not in the palette, and of use to nobody else. */
const applyEdit = 'migrationGuard.internal.applyEdit';

function listLens(title: string, edit: vscode.WorkspaceEdit): vscode.CodeLens {
  const top = new vscode.Range(0, 0, 0, 0);
  return new vscode.CodeLens(top, { title: `$(add) ${title}`, command: applyEdit, arguments: [edit] });
}

function madeLens(
  { range, origin }: EntryNote,
  document: vscode.TextDocument,
  texts: ReadonlyMap<string, string>,
): vscode.CodeLens[] {
  if (!origin) return [];
  const title =
    origin.author === 'hand'
      ? vscode.l10n.t('made by hand in {0}', origin.migration)
      : vscode.l10n.t('made in {0}', origin.migration);
  const selection = rangeInText(texts.get(origin.file) ?? '', origin.range);
  return [
    new vscode.CodeLens(rangeIn(document, range), {
      title,
      command: 'vscode.open',
      arguments: [vscode.Uri.parse(origin.file), { selection }],
    }),
  ];
}

function staleDiagnostic({ range, name }: EntryNote, document: vscode.TextDocument): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeIn(document, { start: range.start, end: range.start + 1 }),
    vscode.l10n.t(
      'No migration makes {0}, or the last one that did was undone. If it is gone for good, take the entry out.',
      name,
    ),
    vscode.DiagnosticSeverity.Information,
  );
  diagnostic.source = displayName;
  return diagnostic;
}
