import * as vscode from 'vscode';
import type { KnownMigration } from '../databases/known-state';
import { withTitle } from './migration-title';
import { whereLabel } from './whereabouts';

/** `2026-01-21`, in the time of whoever looks; `infinity` and the like as they are. */
export function dayOf(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time.replace(/T.*?( BC)?$/, '$1');
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The time of whoever looks, as they write it; `infinity` and the like as they are. */
export function momentOf(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleString();
}

/** When it was applied or last tried, in ISO 8601. */
export function lastTried({ rolledBackAt, finishedAt, startedAt }: KnownMigration): string | null {
  return rolledBackAt ?? finishedAt ?? startedAt;
}

/** The state of a migration in an environment, in a few words: `applied 2026-01-21 on local`. */
export function migrationLabel(migration: KnownMigration, environment: string): string {
  return withLoss(migration, stateLabel(migration, environment));
}

/** What it has taken away stands first: that is why somebody looks at it. */
function withLoss({ lostIndexes }: KnownMigration, state: string): string {
  const [first, ...others] = lostIndexes;
  if (first === undefined) return state;
  const lost =
    others.length === 0
      ? vscode.l10n.t('dropped {0}', first)
      : vscode.l10n.t('dropped {0} protected indexes', lostIndexes.length);
  return `${lost}, ${state}`;
}

function stateLabel(migration: KnownMigration, environment: string): string {
  const { state, verdict, outOfOrder, stray, where } = migration;
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
      return vscode.l10n.t('drifted on {0}: {1}', environment, verdictLabel(verdict));
    case 'missing':
      return where
        ? vscode.l10n.t('applied {0} on {1}, missing here: {2}', day, environment, whereLabel(where))
        : vscode.l10n.t('applied {0} on {1}, missing here', day, environment);
    case 'squashed':
      return vscode.l10n.t('applied {0} on {1}, squashed since', day, environment);
    case 'not-needed':
      return vscode.l10n.t('not needed');
    case 'empty':
      return vscode.l10n.t('no migration.sql');
  }
}

/** The same where the environment stands above all: `applied 2026-01-21`. */
export function shortMigrationLabel(migration: KnownMigration): string {
  return withLoss(migration, shortStateLabel(migration));
}

function shortStateLabel(migration: KnownMigration): string {
  const { state, verdict, outOfOrder, stray, where } = migration;
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
      return vscode.l10n.t('drifted, {0}', verdictLabel(verdict));
    case 'missing':
      return where
        ? vscode.l10n.t('missing here, {0}, applied {1}', whereLabel(where), day)
        : vscode.l10n.t('missing here, applied {0}', day);
    case 'squashed':
      return vscode.l10n.t('squashed since, applied {0}', day);
    case 'not-needed':
      return vscode.l10n.t('not needed');
    case 'empty':
      return vscode.l10n.t('no migration.sql');
  }
}

/** The same in one or two words, where there is no room for more: `applied`. */
export function migrationWord(migration: KnownMigration): string {
  return withLoss(migration, wordOf(migration));
}

function wordOf({ state, verdict, outOfOrder, stray, where }: KnownMigration): string {
  switch (state) {
    case 'applied':
      return stray ? vscode.l10n.t('applied, not committed') : vscode.l10n.t('applied');
    case 'marked':
      return vscode.l10n.t('marked as applied');
    case 'pending':
      return outOfOrder ? vscode.l10n.t('pending, out of order') : vscode.l10n.t('pending');
    case 'rolled-back':
      return vscode.l10n.t('rolled back, pending again');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'drifted':
      return vscode.l10n.t('drifted, {0}', verdictLabel(verdict));
    case 'missing':
      return where
        ? vscode.l10n.t('missing here, {0}', whereLabel(withTitle(where)))
        : vscode.l10n.t('missing here');
    case 'squashed':
      return vscode.l10n.t('squashed since');
    case 'not-needed':
      return vscode.l10n.t('not needed');
    case 'empty':
      return vscode.l10n.t('no migration.sql');
  }
}

/** What could be proved of a drifted migration. */
export function verdictLabel(verdict: KnownMigration['verdict']): string {
  if (verdict === 'cosmetic') return vscode.l10n.t('cosmetic');
  if (verdict === 'changed') return vscode.l10n.t('SQL changed');
  return vscode.l10n.t('unproved');
}
