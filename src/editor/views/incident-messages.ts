import * as vscode from 'vscode';
import { Incidents, type Incident } from '../databases/incidents';
import type { State } from '../databases/state';
import { ids } from '../ids';
import { putBackLabel } from '../labels/put-back';

/** Says once, at the answer that tells it, that a migration has taken protected indexes away, with the way back. */
export function registerIncidentMessages(
  { store }: Pick<State, 'store'>,
  { workspaceState }: Pick<vscode.ExtensionContext, 'workspaceState'>,
): { dispose: () => void } {
  const incidents = new Incidents(workspaceState);
  return store.onDidChange((root) => {
    const { known, isLoading } = store.view(root);
    if (isLoading || !known) return;
    for (const incident of incidents.newIn(known)) void tell(incident);
  });
}

async function tell({ root, environment, migration, indexes }: Incident): Promise<void> {
  const [first = ''] = indexes;
  const message =
    indexes.length === 1
      ? vscode.l10n.t(
          '{0} has dropped the protected index {1} in {2}, by a statement that Prisma generated.',
          migration,
          first,
          environment,
        )
      : vscode.l10n.t(
          '{0} has dropped {1} protected indexes in {2}, by statements that Prisma generated: {3}.',
          migration,
          indexes.length,
          environment,
          indexes.join(', '),
        );
  const back = putBackLabel(indexes.length);
  const show = vscode.l10n.t('Show');
  const answer = await vscode.window.showWarningMessage(message, back, show);
  const about = { root, migration: { name: migration } };
  if (answer === back) await vscode.commands.executeCommand(ids.commands.putBack, about);
  if (answer === show) await vscode.commands.executeCommand(ids.commands.goToDrop, about);
}
