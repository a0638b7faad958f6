import { isOpen } from '../../core/status/migration-status';
import * as vscode from 'vscode';
import { ids } from '../ids';
import type { State } from '../state/state-feature';
import { isTroubled } from './migration-nodes';

/** One item: the environment, what is pending and what needs attention there. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('migrationGuard', vscode.StatusBarAlignment.Left, 10);

  constructor(private readonly state: Pick<State, 'store' | 'projects'>) {
    this.#item.name = 'Migration Guard';
    this.#item.command = ids.commands.selectEnvironment;
  }

  /** The environment, production always marked as such. */
  environmentWords(): string {
    const { store } = this.state;
    const isProduction =
      /^prod(uction)?$/i.test(store.environment) ||
      store.roots().some((root) => store.view(root).known?.production === true);
    return isProduction ? vscode.l10n.t('{0} (production)', store.environment) : store.environment;
  }

  async update(): Promise<void> {
    const { store, projects } = this.state;
    const views = vscode.workspace.isTrusted
      ? (await projects.all()).map(({ root }) => store.view(root))
      : [];
    if (views.length === 0) {
      this.#item.hide();
      return;
    }
    const migrations = views.flatMap(({ known }) => known?.migrations ?? []);
    const pending = migrations.filter(isOpen).length;
    const bad = migrations.filter(isTroubled).length;
    const environment = this.environmentWords();
    const parts = [pending > 0 ? vscode.l10n.t('{0} pending', pending) : '', attentionWords(bad)].filter(
      (part) => part !== '',
    );
    const isLoading = views.some((view) => view.isLoading);
    const isKnown = views.some(({ known }) => known !== undefined);
    const words =
      parts.length > 0
        ? parts.join(', ')
        : isKnown
          ? vscode.l10n.t('up to date')
          : vscode.l10n.t('not asked');
    this.#item.text = `$(${isLoading ? 'sync~spin' : 'shield'}) ${environment}: ${words}`;
    this.#item.tooltip = vscode.l10n.t(
      'Migration Guard: how the migrations stand in {0}. Select to look at another environment.',
      environment,
    );
    this.#item.accessibilityInformation = { label: `Migration Guard, ${environment}: ${words}` };
    const isProduction = environment !== store.environment;
    this.#item.backgroundColor =
      bad > 0 || isProduction ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function attentionWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? vscode.l10n.t('1 needs attention') : vscode.l10n.t('{0} need attention', count);
}
