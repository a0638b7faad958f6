import type { ObjectLosses } from '../change/object-change';
import { objectRule } from './object-reports';

function costOf({ losses }: ObjectLosses): string {
  const [{ lacks }, ...more] = losses;
  if (lacks === 'DEFERRABLE') {
    return 'Transactions that wrote the rows in another order than the constraint wants fail from now on.';
  }
  const they = more.length > 0 ? 'they' : 'it';
  return `Rows that ${they} refused can be written from now on.`;
}

export const dropProtectedConstraint = objectRule({
  id: 'drop-protected-constraint',
  summary:
    'A CHECK or exclusion constraint is lost, or one ceases to be deferrable: Prisma sees none of that.',
  severity: { generated: 'error', deliberate: 'warning' },
  partly: {
    severity: 'warning',
    intent: 'generated',
    when: 'if one of its columns goes for good and others stay',
  },
  family: 'constraint',
  cost: costOf,
});
