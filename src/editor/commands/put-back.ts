import * as vscode from 'vscode';
import type { Finding, Fix } from '../../core/linter/findings/finding';
import { combineFixes } from '../../core/linter/fixes/combine';
import { toWorkspaceEdit } from '../documents/fix-edits';
import { putBackLabel } from '../labels/put-back';
import { rowOf } from '../lint/applied-row';
import { runProject } from '../terminal/run-project';
import { mayRun } from '../workspace-trust';
import { lostIndexes, type LostIndexes } from './arguments/lost-indexes';
import { chosenMigration, type ChosenMigration } from './arguments/migration';
import type { CommandContext } from './context';
import { keepAndMakeAgain } from './keep-locally';

/**
 * Brings protected indexes back that a migration has dropped: as if it never had where only the local database has applied
 * it, else by a new migration.
 *
 * @param given see `lostIndexes`
 * @returns the exit code of the program that did it, if it came to one
 */
export async function putBack(context: CommandContext, given: unknown): Promise<number | undefined> {
  if (!mayRun()) return undefined;
  const { state } = context;
  const lost = lostIndexes(state, given);
  if (!lost) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No migration is known to have dropped it in {0}. Refresh first.',
        state.store.environment,
      ),
    );
    return undefined;
  }
  const migration = lost.known.isLocal
    ? await chosenMigration(state, { migration: lost.migration })
    : undefined;
  const kept = migration && (await keptBy(context, lost, migration));
  if (kept === 'unsaved') {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} has changes that are not saved. Save or undo them, and try again.',
        lost.migration.name,
      ),
    );
    return undefined;
  }
  if (!migration || !kept) return restoreByMigration(context, lost, namesOf(lost));
  const names = kept.indexes.join(', ');
  const exitCode = await keepAndMakeAgain(context, migration, {
    ...kept,
    question: vscode.l10n.t('Put {0} back into {1}?', names, lost.known.place),
    answer: putBackLabel(kept.indexes.length),
  });
  const left = namesOf(lost).filter((name) => !kept.indexes.includes(name));
  return exitCode === 0 && left.length > 0 ? restoreByMigration(context, lost, left) : exitCode;
}

function namesOf({ indexes }: LostIndexes): string[] {
  return indexes.map(({ name }) => name);
}

interface Kept {
  /** Undefined where the file does not drop them any more. */
  readonly edit: vscode.WorkspaceEdit | undefined;
  readonly indexes: readonly string[];
}

/** What takes the DROP statements out of a file that may be edited; undefined where none may, or none can go so. */
async function keptBy(
  { loadReader }: CommandContext,
  { indexes }: LostIndexes,
  { uri, known, view }: ChosenMigration,
): Promise<Kept | 'unsaved' | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.isDirty) return 'unsaved';
  const edited = indexes.filter(({ droppedBy }) => droppedBy?.start === null);
  if (edited.length > 0) return { edit: undefined, indexes: edited.map(({ name }) => name) };
  const reader = await loadReader();
  // Prisma may have written the file a moment ago.
  reader.invalidate();
  const { version } = document;
  const snapshot = { uri: uri.toString(), text: document.getText(), version, applied: rowOf(known, view) };
  const report = await reader.lint(snapshot);
  const wanted = new Set(indexes.map(({ name }) => name));
  const fixes = report.findings.flatMap((finding) => keepFix(finding, snapshot.uri, wanted));
  const { taken, edits } = combineFixes(fixes);
  if (taken.length === 0) return undefined;
  const edit = await toWorkspaceEdit({ kind: 'keep', title: '', edits }, document, report);
  return edit && { edit, indexes: taken.map(({ index }) => index) };
}

function keepFix(
  { file, index, state, fixes }: Finding,
  uri: string,
  wanted: ReadonlySet<string>,
): (Fix & { readonly index: string })[] {
  if (file !== uri || state !== 'local' || index === undefined || !wanted.has(index)) return [];
  return fixes.flatMap((fix) => (fix.kind === 'keep' ? [{ ...fix, index }] : []));
}

/** Others have the migration, or it took the index along with something else: then only a new one brings it back. */
async function restoreByMigration(
  { state }: CommandContext,
  { root, known, migration }: LostIndexes,
  indexes: readonly string[],
): Promise<number | undefined> {
  const names = indexes.join(', ');
  const write = vscode.l10n.t('Write Migration');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Write a new migration that makes {0} again?', names),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0}, which dropped it, is not edited: others may have applied it. Nothing is changed in {1} until the new migration is applied there.',
        migration.name,
        known.place,
      ),
    },
    write,
  );
  if (answer !== write) return undefined;
  const label = indexes.length === 1 ? `restore_${names}` : 'restore_indexes';
  const before = new Set(known.migrations.map(({ name }) => name));
  const exitCode = await runProject(state, root, (project) => [
    ...['restore', `--env=${known.environment}`, `--project=${project}`, `--migration=${label}`],
    ...['--', ...indexes],
  ]);
  const written = state.store.view(root).known?.migrations.find(({ name }) => !before.has(name))?.file;
  if (exitCode === 0 && typeof written === 'string') {
    await vscode.window.showTextDocument(vscode.Uri.parse(written, true));
  }
  return exitCode;
}
