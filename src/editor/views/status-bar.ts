import * as vscode from 'vscode';
import { isOpen } from '../../core/status/migration-status';
import { ids } from '../ids';
import type { StateStore } from '../state/state-store';
import { attentionWords, environmentWords, isProduction, lostWords } from './environment-words';
import { isLost } from './index-tree';
import { isTroubled } from './migration-groups';
import type { ShownProject } from './migration-tree';
import { troubleWords } from './trouble-nodes';

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
    const environment = environmentWords(store);
    const { words, icon, isBad } = summaryOf(projects);
    this.#item.text = `$(${icon}) ${environment}: ${words}`;
    this.#item.tooltip = vscode.l10n.t(
      'Migration Guard: how the migrations stand in {0}. Select to look at another environment.',
      environment,
    );
    this.#item.accessibilityInformation = { label: `Migration Guard, ${environment}: ${words}` };
    this.#item.backgroundColor =
      isBad || isProduction(store) ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

interface Summary {
  readonly words: string;
  readonly icon: string;
  readonly isBad: boolean;
}

function summaryOf(projects: readonly ShownProject[]): Summary {
  const views = projects.map(({ view }) => view);
  const known = views.flatMap((view) => view.known ?? []);
  const migrations = known.flatMap((state) => state.migrations);
  const pending = migrations.filter(isOpen).length;
  const bad = migrations.filter(isTroubled).length;
  const isLoading = views.some((view) => view.isLoading);
  const lost = known.flatMap((state) => state.protectedIndexes).filter(isLost).length;
  const trouble = views.find((view) => view.trouble)?.trouble;
  const parts = [
    trouble ? troubleWords(trouble) : '',
    pending > 0 ? vscode.l10n.t('{0} pending', pending) : '',
    attentionWords(bad),
    lostWords(lost),
  ].filter((part) => part !== '');
  const unknown = isLoading ? vscode.l10n.t('asking…') : vscode.l10n.t('not asked');
  const otherwise = known.length > 0 ? vscode.l10n.t('up to date') : unknown;
  return {
    words: parts.length > 0 ? parts.join(', ') : otherwise,
    icon: isLoading ? 'loading~spin' : trouble ? 'warning' : 'shield',
    isBad: bad + lost > 0,
  };
}
