import type { Cursor } from '../../sql/cursor';
import { statementCursor } from '../../sql/statement-cursor';
import type { Script, Statement } from '../../sql/statements';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'concurrently-not-alone',
  summary:
    'CREATE INDEX, DROP INDEX or REINDEX CONCURRENTLY beside another statement, which PostgreSQL refuses.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'error' },
  fixable: [],
});

/** What PostgreSQL runs outside any transaction only. REFRESH … CONCURRENTLY is not among it. */
function concurrentVerb(cursor: Cursor): 'CREATE INDEX' | 'DROP INDEX' | 'REINDEX' | undefined {
  if (cursor.take('create')) {
    cursor.take('unique');
    return cursor.take('index', 'concurrently') ? 'CREATE INDEX' : undefined;
  }
  if (cursor.take('drop', 'index', 'concurrently')) return 'DROP INDEX';
  if (!cursor.take('reindex')) return undefined;
  cursor.parenthesised();
  cursor.takeOneOf('index', 'table', 'schema', 'database', 'system');
  return cursor.take('concurrently') ? 'REINDEX' : undefined;
}

const verbs: ReadonlySet<string> = new Set(['create', 'drop', 'reindex']);

function concurrentIn(text: string, statement: Statement) {
  if (!verbs.has(statement.verb)) return undefined;
  const cursor = statementCursor(text, statement);
  const verb = concurrentVerb(cursor);
  return verb === undefined ? undefined : { verb, cursor };
}

/** Whether PostgreSQL refuses the text as one transaction for that. */
export function hasConcurrentNotAlone(text: string, { statements }: Script): boolean {
  return statements.length > 1 && statements.some((statement) => concurrentIn(text, statement));
}

function report(change: Change, statement: Statement): Report[] {
  const found = concurrentIn(change.migration.text, statement);
  // Whoever applies the migrations of this project does it in another way.
  if (!found || change.isAppliedByOthers()) return [];
  const { verb, cursor } = found;
  const word = cursor.token(-1);
  return [
    {
      severity: metadata.severity.deliberate,
      range: word ? cursor.mapRange(word) : statement,
      intent: 'deliberate',
      message: `${verb} CONCURRENTLY is not alone in its migration: PostgreSQL refuses it.`,
      why: 'Prisma sends a migration as one query, which is one transaction. Give this statement a migration of its own.',
      fixes: [],
      related: [],
    },
  ];
}

export const concurrentlyNotAlone: Rule = {
  ...metadata,
  check: (change) => {
    const { statements } = change.script;
    if (!/concurrently/i.test(change.migration.text)) return [];
    return statements.length < 2 ? [] : statements.flatMap((statement) => report(change, statement));
  },
};
