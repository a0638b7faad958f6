import type { Ledger } from '../../ledger/ledger';
import { sessionStateLeft, type LeftState } from '../../sql/session-state';
import { leftStateAdvice, leftStateSentence } from '../../sql/session-state-words';
import { ruleMetadata } from '../findings/rule-metadata';
import type { Rule } from './rule';

const metadata = ruleMetadata({
  id: 'session-state-left',
  summary:
    'A setting, a role or a transaction outlasts the migration, so that Prisma cannot write its own row on the same connection.',
  kinds: ['migration'],
  severity: { generated: undefined, deliberate: 'error' },
  exceptions: {
    ownSchema: {
      severity: 'warning',
      when: "if the search_path names a schema that may be the connection's own",
    },
  },
  fixable: [],
});

/** `?schema=` of the URL may name a schema that no migration makes; there Prisma's own table is. */
function mayBeOwnSchema(left: LeftState, ledger: Ledger): boolean {
  return (
    left.kind === 'search-path' &&
    left.path.some((schema) => !ledger.makesSchema(schema) && !/^(?:pg_|information_schema$)/.test(schema))
  );
}

export const sessionStateLeftRule: Rule = {
  ...metadata,
  check: ({ migration, script, after }) =>
    sessionStateLeft(migration.text, script).map((left) => ({
      severity: mayBeOwnSchema(left, after)
        ? metadata.exceptions.ownSchema.severity
        : metadata.severity.deliberate,
      ...{ range: left.range, intent: 'deliberate' },
      message: leftStateSentence(left),
      why: `Prisma records a migration on the connection on which it ran. ${leftStateAdvice(left)}`,
      ...{ fixes: [], related: [] },
    })),
};
