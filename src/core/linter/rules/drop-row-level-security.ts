import type { ObjectLosses } from '../change/object-change';
import { objectRule } from './object-reports';
import { relationName } from '../../ledger/records';

function costOf({ losses }: ObjectLosses): string {
  const [{ atEnd, lacks }] = losses;
  const table = relationName(atEnd.table);
  if (lacks === 'FORCE') return 'Policies no longer count for it.';
  const isOpen = losses.some((loss) => loss.object.kind === 'row level security');
  return isOpen
    ? `Every role that may read ${table} sees all of its rows from now on.`
    : `Where row level security of ${table} stays on, whom it let in sees no rows; what it kept from others may be open.`;
}

export const dropRowLevelSecurity = objectRule({
  id: 'drop-row-level-security',
  summary: 'Row level security or a policy is lost: rows that were hidden are open, or the other way round.',
  severity: { generated: 'error', deliberate: 'warning' },
  family: 'row-security',
  cost: costOf,
});
