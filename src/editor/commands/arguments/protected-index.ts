import * as vscode from 'vscode';
import type { IndexChoices } from '../../../workflows/index-choices';
import type { FileIndex } from '../../findings/linted-project';
import type { State } from '../../databases/state';
import type { MigrationReader } from '../../lint/migration-reader';
import { TreeElement } from '../../views/tree/tree-node';
import { mayRun } from '../../workspace-trust';

/** A protected index that somebody has chosen in the tree, and what can be written about it. */
export interface ChosenIndex {
  readonly index: FileIndex;
  /** The URI of its project's folder. */
  readonly root: string;
  readonly choices: IndexChoices;
  /** The texts in which the offsets of the choices were counted, by URI. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The index that a command is about; undefined where it is not protected any more, which has been said. */
export async function chosenIndex(
  load: () => Promise<MigrationReader>,
  { projects }: Pick<State, 'projects'>,
  given: unknown,
): Promise<ChosenIndex | undefined> {
  if (!(given instanceof TreeElement) || !given.index || !mayRun()) return undefined;
  const { index, root } = given;
  const project = (await projects.all()).find((project) => project.root === root);
  const named = { schema: index.schema ?? undefined, name: index.name };
  const found = project && (await (await load()).choicesFor(project.migrationsFolder, named));
  if (project && found) return { ...found, index, root: project.root };
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} is not protected any more, or its project has mistakes. Refresh, and see the log.',
      index.name,
    ),
  );
  return undefined;
}
