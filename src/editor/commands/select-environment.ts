import * as vscode from 'vscode';
import { isOpen } from '../../core/status/migration-status';
import type { KnownEnvironment, ProjectFolders } from '../databases/known-state';
import type { State } from '../databases/state';
import { failureOf } from '../databases/failure-of';
import { ageLabel, attentionLabel, lostLabel } from '../labels/environment';
import { lostIn } from '../views/protected/protected-row';
import { isWrong } from '../views/tree/migration-row';
import { mayRun } from '../workspace-trust';
import type { CommandContext } from './context';

/** Lets a person choose the environment that everything is shown of, and asks its databases. */
export async function selectEnvironment({ state }: CommandContext): Promise<void> {
  if (!mayRun() || !(await pickEnvironment(state))) return;
  await state.refreshAll({ mayRunConfig: true });
}

/** Whether another one was chosen. */
async function pickEnvironment(state: State): Promise<boolean> {
  const { store, projects } = state;
  const folders = await projects.all();
  const offered = (await environmentsOf(state, folders)).filter(
    ({ name, isOffered }) => isOffered || name === store.environment,
  );
  const items = offered.map(({ name, production }) => ({
    ...{ name, production },
    label: name,
    description: [
      production ? vscode.l10n.t('production') : '',
      name === store.environment ? vscode.l10n.t('shown now') : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
    detail: environmentDetail(state, folders, name),
    iconPath: new vscode.ThemeIcon(production ? 'warning' : 'database'),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Environment'),
    placeHolder: vscode.l10n.t('Show the state of the migrations in which environment?'),
    matchOnDescription: true,
  });
  if (!picked || picked.name === store.environment) return false;
  await store.select(picked.name, picked.production);
  return true;
}

/** Those of all projects, each once. What is wrong with one project's configuration is shown, and hides no other's. */
async function environmentsOf(
  state: State,
  folders: readonly ProjectFolders[],
): Promise<readonly KnownEnvironment[]> {
  const lists = await Promise.allSettled(folders.map(({ root }) => state.environmentsOf(root)));
  const all = new Map<string, KnownEnvironment>();
  for (const list of lists) {
    if (list.status === 'rejected') {
      void vscode.window.showErrorMessage(failureOf(list.reason).message);
      continue;
    }
    for (const { name, production, isOffered } of list.value) {
      const known = all.get(name);
      all.set(name, {
        name,
        production: production || known?.production === true,
        isOffered: isOffered || known?.isOffered === true,
      });
    }
  }
  // What is looked at most often comes first; production last, where no slip of the hand leads.
  const rank = ({ name, production }: KnownEnvironment): number =>
    name === 'local' ? 0 : production ? 2 : 1;
  return [...all.values()].sort((one, other) => rank(one) - rank(other));
}

/** What was last heard of an environment: where it is, how it stands, and how long ago that was. */
function environmentDetail(
  { store }: State,
  folders: readonly ProjectFolders[],
  environment: string,
): string {
  const views = folders.map(({ root }) => store.view(root, environment));
  const known = views.flatMap((view) => view.known ?? []);
  const age = ageLabel(known, Date.now());
  if (age === undefined)
    return views.find(({ failure }) => failure)?.failure?.message ?? vscode.l10n.t('not asked yet');
  const migrations = known.flatMap((state) => state.migrations);
  const pending = migrations.filter(isOpen).length;
  const bad = migrations.filter(isWrong).length;
  const counts = [
    pending > 0 ? vscode.l10n.t('{0} pending', pending) : '',
    attentionLabel(bad),
    lostLabel(lostIn(known)),
  ].filter((part) => part !== '');
  return [
    [...new Set(known.map(({ place }) => place))].join(', '),
    ...(counts.length > 0 ? counts : [vscode.l10n.t('up to date')]),
    vscode.l10n.t('asked {0}', age),
  ].join(' · ');
}
