import * as vscode from 'vscode';
import type { State } from '../state/state-feature';

/** Lets a person choose the environment that everything is shown of. Whether another one was chosen. */
export async function pickEnvironment(state: State): Promise<boolean> {
  const { store, projects } = state;
  if (!vscode.workspace.isTrusted) return false;
  const lists = await Promise.all((await projects.all()).map(({ root }) => state.environmentsOf(root)));
  const all = new Map(lists.flat().map((environment) => [environment.name, environment]));
  const items = [...all.values()].map(({ name, production }) => ({
    label: name,
    description: production ? vscode.l10n.t('production') : '',
    iconPath: new vscode.ThemeIcon(production ? 'warning' : 'database'),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t(
      'Show how the migrations stand in which environment? (now {0})',
      store.environment,
    ),
  });
  if (!picked || picked.label === store.environment) return false;
  await store.select(picked.label);
  return true;
}
