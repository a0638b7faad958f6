import type { KnownMigration } from '../databases/known-state';

/** The name of an icon of VS Code's for a migration's state. */
export function migrationIcon({ state, verdict, outOfOrder, stray, lostIndexes }: KnownMigration): string {
  if (lostIndexes.length > 0) return 'error';
  if (outOfOrder || stray) return 'warning';
  switch (state) {
    case 'applied':
    case 'marked':
    case 'squashed':
      return 'pass';
    case 'pending':
    case 'rolled-back':
      return 'circle-outline';
    case 'not-needed':
      return 'circle-slash';
    case 'drifted':
      return verdict === 'cosmetic' ? 'warning' : 'error';
    case 'failed':
    case 'empty':
      return 'error';
    case 'missing':
      return 'question';
  }
}

/** The colour of that icon, where it is to be noticed. */
export function migrationColor({
  state,
  verdict,
  outOfOrder,
  stray,
  lostIndexes,
}: KnownMigration): string | undefined {
  if (lostIndexes.length > 0) return 'list.errorForeground';
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
