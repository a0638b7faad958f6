import { sessionStateLeft } from '../../sql/session-state';
import { leftStateAdvice, leftStateSentence } from '../../sql/session-state-words';
import { ruleMetadata } from '../findings/rule-metadata';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'session-state-left',
  summary:
    'A setting, a role or a transaction outlasts the migration, so that Prisma cannot write its own row on the same connection.',
  kinds: ['migration'],
  severity: { generated: undefined, deliberate: 'error' },
  fixable: [],
});

export const sessionStateLeftRule: Rule = {
  ...metadata,
  check: ({ migration, script }) =>
    sessionStateLeft(migration.text, script).map((left) => ({
      ...{ severity: metadata.severity.deliberate, range: left.range, intent: 'deliberate' },
      message: leftStateSentence(left),
      why: `Prisma records a migration on the connection on which it ran. ${leftStateAdvice(left)}`,
      ...{ fixes: [], related: [] },
    })),
};
