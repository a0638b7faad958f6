import * as vscode from 'vscode';
import type { KnownState } from '../databases/known-state';
import type { StateStore } from '../databases/state-store';
import { smallestOf } from '../../core/extremes';

/** Whether the chosen environment is production: by its settings, or because a database was found to be. */
export function isProduction(store: StateStore): boolean {
  return store.isProduction || store.roots().some((root) => store.view(root).known?.production === true);
}

/** The chosen environment, production always marked as such. */
export function environmentLabel(store: StateStore): string {
  return isProduction(store) ? vscode.l10n.t('{0} (production)', store.environment) : store.environment;
}

/** How long ago the oldest of these answers came: `2 minutes ago`. Undefined where there is none. */
export function ageLabel(answers: readonly KnownState[], now: number): string | undefined {
  if (answers.length === 0) return undefined;
  const seconds = Math.max(0, (now - smallestOf(answers.map(({ askedAt }) => askedAt))) / 1000);
  if (seconds < 60) return vscode.l10n.t('just now');
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { numeric: 'auto' });
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3600), 'hour');
  return format.format(-Math.floor(seconds / 86_400), 'day');
}

/** How many migrations need attention; nothing where none does. */
export function attentionLabel(count: number): string {
  if (count === 0) return '';
  return count === 1 ? vscode.l10n.t('1 needs attention') : vscode.l10n.t('{0} need attention', count);
}

/** How much of what is protected is not in place; nothing where all are. */
export function lostLabel(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? vscode.l10n.t('1 object not in place')
    : vscode.l10n.t('{0} objects not in place', count);
}
