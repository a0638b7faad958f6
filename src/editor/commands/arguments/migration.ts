import * as vscode from 'vscode';
import type { KnownMigration } from '../../databases/known-state';
import type { OpenMigration } from '../../databases/projects';
import type { State } from '../../databases/state';
import { verdictLabel } from '../../labels/migration-state';
import { nameOfProject } from '../../project-name';
import { mayRun } from '../../workspace-trust';

/** A migration of which the chosen environment is known. */
export interface ChosenMigration extends OpenMigration {
  readonly known: KnownMigration;
  readonly uri: vscode.Uri;
}

/**
 * The migration that a command is about.
 *
 * @param given a document's URI or a node of the tree; anything else stands for the document that somebody looks at
 * @returns undefined where nothing is known of it, which has been said
 */
export async function chosenMigration(
  { store, projects }: Pick<State, 'store' | 'projects'>,
  given: unknown,
): Promise<ChosenMigration | undefined> {
  if (!mayRun()) return undefined;
  const uri = uriOf(given) ?? vscode.window.activeTextEditor?.document.uri;
  const open = uri && (await projects.migrationAt(uri));
  if (uri && open?.known) return { ...open, known: open.known, uri };
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Open a migration that is known in {0}, or refresh first.', store.environment),
  );
  return undefined;
}

/**
 * A drifted migration: what the command was given, or the open one, else one that a person picks.
 *
 * @param given see `chosenMigration`
 */
export async function chosenDrifted(state: Pick<State, 'store' | 'projects'>, given: unknown) {
  const open = vscode.window.activeTextEditor?.document.uri;
  if (given !== undefined || (open && (await state.projects.migrationAt(open)))) {
    return await chosenMigration(state, given);
  }
  return mayRun() ? await pickDrifted(state) : undefined;
}

async function pickDrifted({
  store,
  projects,
}: Pick<State, 'store' | 'projects'>): Promise<ChosenMigration | undefined> {
  const all = await projects.all();
  const unasked = all.filter(({ root }) => !store.view(root).known);
  await Promise.all(unasked.map(({ root }) => store.refresh(root, { mayRunConfig: true })));
  const items = all.flatMap((project) => {
    const view = store.view(project.root);
    return (view.known?.migrations ?? []).flatMap((known) =>
      known.state === 'drifted' && known.file !== null
        ? {
            label: known.name,
            description: verdictLabel(known.verdict),
            ...(all.length > 1 && { detail: nameOfProject(project.root) }),
            chosen: { project, view, known, uri: vscode.Uri.parse(known.file) },
          }
        : [],
    );
  });
  if (items.length === 0) {
    const failure = all.map(({ root }) => store.view(root)).find(({ known }) => !known)?.failure;
    void vscode.window.showInformationMessage(
      failure?.message ?? vscode.l10n.t('No migration has drifted in {0}.', store.environment),
    );
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Fix the checksum of which migration?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.chosen;
}

function uriOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  if (typeof given !== 'object' || given === null) return undefined;
  const { migration }: { migration?: unknown } = given;
  if (typeof migration !== 'object' || migration === null || !('file' in migration)) return undefined;
  return typeof migration.file === 'string' ? vscode.Uri.parse(migration.file) : undefined;
}
