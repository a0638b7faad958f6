import { declareFix } from '../fixes/declare';
import { keepFix } from '../fixes/keep';
import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import { isUnexplainedLoss } from '../change/unexplained-loss';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { listed } from '../../listed';
import { originLocation, provenance, whatToDoHere } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'weaken-protected-index',
  summary: 'A protected index is dropped and made again without something that Prisma does not see.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'info' },
  exceptions: {
    unexplained: {
      severity: 'warning',
      intent: 'deliberate',
      when: 'if listed, unique, of a vector or an exclusion, without a reason',
    },
  },
  fixable: ['keep', 'declare', 'list', 'deliberate'],
});

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'weaken') return [];
  const { index, event } = loss;
  const protection = change.protectionOf(index);
  if (!protection.isProtected) return [];
  const intent = change.intentOf(event, loss);
  const { severity, exceptions } = metadata;
  const isUnexplained = intent === 'deliberate' && isUnexplainedLoss(change, loss);
  const keep = keepFix(change, loss, ' as it was made');
  return [
    {
      severity: isUnexplained ? exceptions.unexplained.severity : severity[intent],
      range: event.kind === 'dropped' ? event.name.range : event.step.range,
      index,
      loss: 'weaken',
      intent,
      message: `Makes ${index.name} again without ${listed(loss.lacks)}: it is ${change.describe(index)}.`,
      why: provenance(index, protection) + whatToDoHere(change, loss),
      fixes: [keep && { ...keep, preferred: change.sameKeys(loss) }, declareFix(change, loss)].filter(
        (fix) => fix !== undefined,
      ),
      related: originLocation(change, index),
    },
  ];
}

export const weakenProtectedIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
};
