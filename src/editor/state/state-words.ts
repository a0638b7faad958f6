import * as vscode from 'vscode';
import type { KnownIndex, KnownMigration } from './known-state';

/** `2026-01-21`, in the time of whoever looks. */
function dayOf(iso: string): string {
  const date = new Date(iso);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When it was applied or last tried, in ISO 8601. */
export function lastTried({ rolledBackAt, finishedAt, startedAt }: KnownMigration): string | null {
  return rolledBackAt ?? finishedAt ?? startedAt;
}

/** How a migration stands in an environment, in a few words: `applied 2026-01-21 on local`. */
export function migrationWords(migration: KnownMigration, environment: string): string {
  const { state, verdict, outOfOrder, stray } = migration;
  const at = lastTried(migration);
  const day = at === null ? '' : dayOf(at);
  switch (state) {
    case 'applied':
      return stray
        ? vscode.l10n.t('applied {0} on {1}, but not committed', day, environment)
        : vscode.l10n.t('applied {0} on {1}', day, environment);
    case 'marked':
      return vscode.l10n.t('marked as applied {0} on {1}', day, environment);
    case 'pending':
      return outOfOrder
        ? vscode.l10n.t('pending on {0}, out of order', environment)
        : vscode.l10n.t('pending on {0}', environment);
    case 'rolled-back':
      return vscode.l10n.t('rolled back {0}, pending again on {1}', day, environment);
    case 'failed':
      return vscode.l10n.t('failed {0} on {1}', day, environment);
    case 'drifted':
      return vscode.l10n.t('drifted on {0}: {1}', environment, verdictWords(verdict));
    case 'missing':
      return vscode.l10n.t('applied {0} on {1}, missing here', day, environment);
    case 'empty':
      return vscode.l10n.t('no migration.sql');
  }
}

/** The same where the environment stands above all: `drifted, cosmetic`. */
export function shortWords(migration: KnownMigration): string {
  const { state, verdict, outOfOrder, stray } = migration;
  const at = lastTried(migration);
  const day = at === null ? '' : dayOf(at);
  switch (state) {
    case 'applied':
      return stray ? vscode.l10n.t('applied {0}, not committed', day) : vscode.l10n.t('applied {0}', day);
    case 'marked':
      return vscode.l10n.t('marked as applied {0}', day);
    case 'pending':
      return outOfOrder ? vscode.l10n.t('pending, out of order') : vscode.l10n.t('pending');
    case 'rolled-back':
      return vscode.l10n.t('rolled back {0}, pending again', day);
    case 'failed':
      return vscode.l10n.t('failed {0}', day);
    case 'drifted':
      return vscode.l10n.t('drifted, {0}', verdictWords(verdict));
    case 'missing':
      return vscode.l10n.t('missing here, applied {0}', day);
    case 'empty':
      return vscode.l10n.t('no migration.sql');
  }
}

/** What could be proved of a drifted migration. */
export function verdictWords(verdict: KnownMigration['verdict']): string {
  if (verdict === 'cosmetic') return vscode.l10n.t('cosmetic');
  if (verdict === 'changed') return vscode.l10n.t('SQL changed');
  return vscode.l10n.t('unproved');
}

/** How a protected index fares, in a few words. */
export function indexWords({ state, differences }: KnownIndex): string {
  switch (state) {
    case 'present':
      return vscode.l10n.t('in place');
    case 'missing':
      return vscode.l10n.t('missing');
    case 'pending':
      return vscode.l10n.t('still to be made');
    case 'invalid':
      return vscode.l10n.t('invalid: a concurrent build of it broke off');
    case 'different':
      return vscode.l10n.t('another index of this name: it has {0}', differences.join(', '));
  }
}

/** The colour of that icon, where it is to be noticed. */
export function migrationColor({ state, verdict, outOfOrder, stray }: KnownMigration): string | undefined {
  if (outOfOrder || stray) return 'list.warningForeground';
  switch (state) {
    case 'failed':
    case 'empty':
      return 'list.errorForeground';
    case 'drifted':
      return verdict === 'cosmetic' ? 'list.warningForeground' : 'list.errorForeground';
    case 'missing':
      return 'list.warningForeground';
    case 'applied':
    case 'marked':
      return 'charts.green';
    default:
      return undefined;
  }
}

/** The name of an icon of VS Code's for a migration's state. */
export function migrationIcon({ state, verdict, outOfOrder, stray }: KnownMigration): string {
  if (outOfOrder || stray) return 'warning';
  switch (state) {
    case 'applied':
    case 'marked':
      return 'pass';
    case 'pending':
    case 'rolled-back':
      return 'circle-outline';
    case 'drifted':
      return verdict === 'cosmetic' ? 'warning' : 'error';
    case 'failed':
    case 'empty':
      return 'error';
    case 'missing':
      return 'question';
  }
}
