import * as vscode from 'vscode';
import { isOpen } from '../../core/status/migration-status';
import { ids } from '../ids';
import type { Failure } from '../databases/known-state';
import type { StateStore } from '../databases/state-store';
import { attentionLabel, environmentLabel, isProduction, lostLabel } from '../labels/environment';
import { lostIn } from './protected/protected-row';
import { attentionIn } from './migrations/attention';
import type { ShownProject } from './tree/shown-project';
import { failureLabel } from '../labels/failure';

/** One item: the environment, what is pending and what needs attention there. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('migrationGuard', vscode.StatusBarAlignment.Left, 10);

  constructor() {
    this.#item.name = 'Migration Guard';
  }

  show(store: StateStore, projects: readonly ShownProject[]): void {
    if (projects.length === 0) {
      this.#item.hide();
      return;
    }
    const environment = environmentLabel(store);
    const { text, icon, isBad } = summaryOf(projects);
    const withoutUrl = projects.find(({ view }) => view.failure?.kind === 'no-url');
    this.#item.text = `$(${icon}) ${environment}: ${text}`;
    this.#item.tooltip = withoutUrl
      ? vscode.l10n.t(
          'Migration Guard: there is no database URL for {0}. Select to enter it. {1}',
          environment,
          withoutUrl.view.failure?.message ?? '',
        )
      : vscode.l10n.t(
          'Migration Guard: the state of the migrations in {0}. Select to switch to another environment.',
          environment,
        );
    this.#item.command = withoutUrl
      ? {
          title: vscode.l10n.t('Enter Database URL…'),
          command: ids.commands.setDatabaseUrl,
          arguments: [withoutUrl.folders.root],
        }
      : ids.commands.selectEnvironment;
    this.#item.accessibilityInformation = { label: `Migration Guard, ${environment}: ${text}` };
    this.#item.backgroundColor =
      isBad || isProduction(store) ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function databaseLabel(failure: Failure): string {
  return failure.kind === 'no-url' ? vscode.l10n.t('no database') : failureLabel(failure);
}

/** To have no database, or none that answers or may be asked, is how most people work most of the time. */
function iconOf({ kind }: Failure): string {
  switch (kind) {
    case 'no-url':
      return 'shield';
    case 'unreachable':
    case 'config-not-run':
    case 'code-not-allowed':
    case 'not-local':
    case 'cancelled':
      return 'debug-disconnect';
    default:
      return 'warning';
  }
}

interface Summary {
  readonly text: string;
  readonly icon: string;
  readonly isBad: boolean;
}

function summaryOf(projects: readonly ShownProject[]): Summary {
  const views = projects.map(({ view }) => view);
  const known = views.flatMap((view) => view.known ?? []);
  const migrations = known.flatMap((state) => state.migrations);
  const pending = migrations.filter(isOpen).length;
  const bad = attentionIn(projects);
  const isLoading = views.some((view) => view.isLoading);
  const lost = lostIn(known);
  const failure = views.find((view) => view.failure)?.failure;
  // VS Code cuts off the end in a narrow window: what hurts most stands first.
  const parts = [
    failure ? databaseLabel(failure) : '',
    lostLabel(lost),
    attentionLabel(bad),
    pending > 0 ? vscode.l10n.t('{0} pending', pending) : '',
  ].filter((part) => part !== '');
  const unknown = isLoading ? vscode.l10n.t('asking…') : vscode.l10n.t('not asked');
  const otherwise = known.length > 0 ? vscode.l10n.t('up to date') : unknown;
  return {
    text: parts.length > 0 ? parts.join(', ') : otherwise,
    icon: isLoading ? 'loading~spin' : failure ? iconOf(failure) : 'shield',
    isBad: bad + lost > 0,
  };
}
