import * as vscode from 'vscode';
import { isOpen } from '../../core/status/migration-status';
import { ids } from '../ids';
import type { StateStore } from '../databases/state-store';
import { attentionLabel, environmentLabel, isProduction, lostLabel } from '../labels/environment';
import { isLost } from './indexes/index-tree';
import { attentionIn } from './migrations/attention';
import type { ShownProject } from './tree/shown-project';
import { failureLabel } from '../labels/failure';

/** One item: the environment, what is pending and what needs attention there. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('migrationGuard', vscode.StatusBarAlignment.Left, 10);

  constructor() {
    this.#item.name = 'Migration Guard';
    this.#item.command = ids.commands.selectEnvironment;
  }

  show(store: StateStore, projects: readonly ShownProject[]): void {
    if (projects.length === 0) {
      this.#item.hide();
      return;
    }
    const environment = environmentLabel(store);
    const { text, icon, isBad } = summaryOf(projects);
    this.#item.text = `$(${icon}) ${environment}: ${text}`;
    this.#item.tooltip = vscode.l10n.t(
      'Migration Guard: the state of the migrations in {0}. Select to switch to another environment.',
      environment,
    );
    this.#item.accessibilityInformation = { label: `Migration Guard, ${environment}: ${text}` };
    this.#item.backgroundColor =
      isBad || isProduction(store) ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
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
  const lost = known.flatMap((state) => state.protectedIndexes).filter(isLost).length;
  const failure = views.find((view) => view.failure)?.failure;
  const parts = [
    failure ? failureLabel(failure) : '',
    pending > 0 ? vscode.l10n.t('{0} pending', pending) : '',
    attentionLabel(bad),
    lostLabel(lost),
  ].filter((part) => part !== '');
  const unknown = isLoading ? vscode.l10n.t('asking…') : vscode.l10n.t('not asked');
  const otherwise = known.length > 0 ? vscode.l10n.t('up to date') : unknown;
  return {
    text: parts.length > 0 ? parts.join(', ') : otherwise,
    icon: isLoading ? 'loading~spin' : failure ? 'warning' : 'shield',
    isBad: bad + lost > 0,
  };
}
