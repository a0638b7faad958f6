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
  if (!(await agreesToKeep(migration, index)) || !(await vscode.workspace.applyEdit(own))) return undefined;
  const document = await vscode.workspace.openTextDocument(migration.uri);
  if (!(await document.save())) return undefined;
  const { name } = migration.known;
  return runProject(state, migration.project.root, (project) => [
    ...[
      'fix-drift',
      `--keep-indexes=${name}`,
      '--yes',
      `--env=${migration.view.environment}`,
      `--project=${project}`,
    ],
  ]);
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

/** The migration is applied to the local database already, so that the edit alone would be drift. */
async function agreesToKeep({ known, view }: ChosenMigration, index: string): Promise<boolean> {
  const keep = vscode.l10n.t('Keep {0}', index);
  const steps = [
    vscode.l10n.t('1. The statement that drops it is taken out of {0}, and the file is saved.', known.name),
    vscode.l10n.t(
      '2. {0} is made again in {1}, with the rows that are there.',
      index,
      view.known?.place ?? 'local',
    ),
    vscode.l10n.t(
      '3. The checksum of the migration becomes that of the file, so that Prisma does not ask for a reset.',
    ),
  ];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is applied to the local database already. Keep {1} anyway?', known.name, index),
    { modal: true, detail: steps.join('\n') },
    keep,
  );
  return answer === keep;
}
