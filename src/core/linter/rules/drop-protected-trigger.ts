import type { ObjectLosses } from '../change/object-change';
import { objectRule } from './object-reports';
import { relationName } from '../../ledger/records';
import { listed } from '../../listed';

function costOf({ losses }: ObjectLosses): string {
  const functions = [...new Set(losses.flatMap(({ object }) => object.calls?.name ?? []))];
  const [{ atEnd }] = losses;
  return `Changes of ${relationName(atEnd.table)} no longer call ${listed(functions)}.`;
}

export const dropProtectedTrigger = objectRule({
  id: 'drop-protected-trigger',
  summary: 'A trigger is lost or stays switched off: Prisma does not see triggers.',
  severity: { generated: 'error', deliberate: 'warning' },
  family: 'trigger',
  cost: costOf,
});
