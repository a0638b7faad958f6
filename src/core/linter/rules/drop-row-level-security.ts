import type { ObjectLosses } from '../change/object-change';
import { objectReports } from './object-reports';
import { ruleMetadata } from '../findings/rule-metadata';
import { relationName } from '../../ledger/records';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'drop-row-level-security',
  summary: 'Row level security or a policy is lost: rows that were hidden are open, or the other way round.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'warning' },
  exceptions: {
    explained: {
      severity: 'info',
      intent: 'deliberate',
      when: 'with a reason or a replacement',
    },
  },
  fixable: ['keep', 'recreate', 'list', 'deliberate'],
});

function costOf({ losses }: ObjectLosses): string {
  const [{ atEnd, lacks }] = losses;
  const table = relationName(atEnd.table);
  if (lacks === 'FORCE') return 'Policies no longer count for it.';
  const isOpen = losses.some((loss) => loss.object.kind === 'row level security');
  return isOpen
    ? `Every role that may read ${table} sees all of its rows from now on.`
    : `Where row level security of ${table} stays on, whom it let in sees no rows; what it kept from others may be open.`;
}

export const dropRowLevelSecurity: Rule = {
  ...metadata,
  check: (change) =>
    objectReports(change, {
      family: 'row-security',
      severity: metadata.severity,
      explained: metadata.exceptions.explained.severity,
      cost: costOf,
    }),
};
