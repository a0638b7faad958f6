import type { ObjectLosses } from '../change/object-change';
import { objectReports } from './object-reports';
import { ruleMetadata } from '../findings/rule-metadata';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'drop-protected-constraint',
  summary:
    'A CHECK or exclusion constraint is lost, or one ceases to be deferrable: Prisma sees none of that.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: 'warning' },
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
  const [{ lacks }, ...more] = losses;
  if (lacks === 'DEFERRABLE') {
    return 'Transactions that wrote the rows in another order than the constraint wants fail from now on.';
  }
  const they = more.length > 0 ? 'they' : 'it';
  return `Rows that ${they} refused can be written from now on.`;
}

export const dropProtectedConstraint: Rule = {
  ...metadata,
  check: (change) =>
    objectReports(change, {
      family: 'constraint',
      severity: metadata.severity,
      explained: metadata.exceptions.explained.severity,
      cost: costOf,
    }),
};
