import type { ObjectLosses } from '../change/object-change';
import { objectReports } from './object-reports';
import { ruleMetadata } from '../findings/rule-metadata';
import { relationName } from '../../ledger/records';
import { listed } from '../../listed';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'drop-protected-trigger',
  summary: 'A trigger is lost or stays switched off: Prisma does not see triggers.',
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
  const functions = [...new Set(losses.flatMap(({ object }) => object.calls?.name ?? []))];
  const [{ atEnd }] = losses;
  return `Changes of ${relationName(atEnd.table)} no longer call ${listed(functions)}.`;
}

export const dropProtectedTrigger: Rule = {
  ...metadata,
  check: (change) =>
    objectReports(change, {
      family: 'trigger',
      severity: metadata.severity,
      explained: metadata.exceptions.explained.severity,
      cost: costOf,
    }),
};
