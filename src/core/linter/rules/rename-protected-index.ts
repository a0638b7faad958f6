import type { Loss } from '../../ledger/losses';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { originLocation, provenance } from '../change/provenance';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'rename-protected-index',
  summary: 'A protected index gets another name, which schema.prisma and drift-ignore.json do not follow.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: 'info' },
  exceptions: { listed: { severity: 'warning', intent: 'deliberate', when: 'if listed' } },
  fixable: ['list', 'deliberate'],
});

function report(change: Change, loss: Loss): Report[] {
  if (loss.kind !== 'rename' || !loss.replacement) return [];
  const { index, event, replacement } = loss;
  const protection = change.protectionOf(index);
  // The new name is known: to the schema, or to drift-ignore.json.
  const isFollowed =
    change.declarationOf(replacement) !== undefined || change.protectionOf(replacement).entry;
  if (!protection.isProtected || isFollowed) return [];
  const intent = change.intentOf(event, loss);
  const { severity, exceptions } = metadata;
  const unlisted = protection.entry ? ' drift-ignore.json still names the old one.' : '';
  return [
    {
      severity: protection.entry && intent === 'deliberate' ? exceptions.listed.severity : severity[intent],
      range: event.step.range,
      index,
      loss: 'rename',
      intent,
      message: `Renames ${index.name}, ${change.describe(index)}, to ${replacement.name}.${unlisted}`,
      why: provenance(index, protection),
      fixes: [],
      related: originLocation(change, index),
    },
  ];
}

export const renameProtectedIndex: Rule = {
  ...metadata,
  check: (change) => change.losses.flatMap((loss) => report(change, loss)),
};
