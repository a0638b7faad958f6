import * as vscode from 'vscode';
import { runProject } from '../terminal/run-project';
import { chosenMigration, type ChosenMigration } from './arguments/migration';
import type { CommandContext } from './context';

/** Keeps an index that a migration drops which is applied to the local database already. */
export async function keepLocally(
  { state }: CommandContext,
  uri: unknown,
  edit: unknown,
  index: unknown,
): Promise<number | undefined> {
  const migration = await chosenMigration(state, uri);
  if (!migration) return undefined;
  const own = editKeeping(migration, edit);
  if (!own || typeof index !== 'string') return undefined;
  return keepAndMakeAgain({ state }, migration, {
    edit: own,
    indexes: [index],
    question: vscode.l10n.t(
      '{0} is applied to the local database already. Keep {1} anyway?',
      migration.known.name,
      index,
    ),
    answer: vscode.l10n.t('Keep {0}', index),
  });
}

/** What an edit does to the text of the migration itself: the command can be called with anything. */
function editKeeping(
  { known, uri, view }: ChosenMigration,
  given: unknown,
): vscode.WorkspaceEdit | undefined {
  const isApplied = known.state === 'applied' || known.state === 'marked' || known.state === 'drifted';
  const edits = given instanceof vscode.WorkspaceEdit ? given.get(uri) : [];
  if (view.known?.isLocal && isApplied && edits.length > 0) {
    const own = new vscode.WorkspaceEdit();
    own.set(uri, edits);
    return own;
  }
  void vscode.window.showWarningMessage(
    vscode.l10n.t('Only in a migration that is applied to the local database can an index be kept this way.'),
  );
  return undefined;
}

/** What is to be done about a migration that has taken indexes away from the local database. */
interface Keeping {
  /** Takes their DROP statements out of its file; undefined where that has been done already. */
  readonly edit: vscode.WorkspaceEdit | undefined;
  /** Their names. */
  readonly indexes: readonly string[];
  readonly question: string;
  /** The button that agrees to it. */
  readonly answer: string;
}

/**
 * Takes the statements out of the file, makes the indexes again in the local database, and gives the migration's row the
 * checksum of the file, once somebody has agreed. If the database does not get them, the file is as it was before.
 *
 * @returns the exit code of the program that writes to the database
 */
export async function keepAndMakeAgain(
  { state }: Pick<CommandContext, 'state'>,
  migration: ChosenMigration,
  keeping: Keeping,
): Promise<number | undefined> {
  const { uri, known, view, project } = migration;
  if (!(await agrees(migration, keeping))) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  if (keeping.edit && !(await vscode.workspace.applyEdit(keeping.edit))) return undefined;
  const kept = document.getText();
  if (document.isDirty && !(await document.save())) return undefined;
  const exitCode = await runProject(state, project.root, (path) => [
    ...[
      'fix-drift',
      `--keep-indexes=${known.name}`,
      '--yes',
      `--env=${view.environment}`,
      `--project=${path}`,
    ],
  ]);
  const row = state.store.view(project.root).known?.migrations.find(({ name }) => name === known.name);
  // Else Prisma would ask to reset the database because of the edit.
  if (exitCode !== 0 && row?.checksum === known.checksum && document.getText() === kept && kept !== before) {
    await putTextBack(document, before);
  }
  return exitCode;
}

async function agrees(
  { known, view }: ChosenMigration,
  { edit, indexes, question, answer }: Keeping,
): Promise<boolean> {
  const names = indexes.join(', ');
  const steps = [
    ...(edit
      ? [vscode.l10n.t('The statement that drops it is taken out of {0}, and the file is saved.', known.name)]
      : []),
    vscode.l10n.t(
      '{0} is made again in {1}, with the rows that are there.',
      names,
      view.known?.place ?? 'local',
    ),
    vscode.l10n.t(
      'The checksum of the migration becomes that of the file, so that Prisma does not ask for a reset.',
    ),
  ];
  const detail = steps.map((step, at) => `${at + 1}. ${step}`).join('\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, answer)) === answer;
}

async function putTextBack(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  if (!(await vscode.workspace.applyEdit(edit)) || !(await document.save())) return;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('The index was not made again: the terminal says why. The migration is as it was applied.'),
  );
}
