import { headingOf } from '../../sql/headings';
import type { Cursor } from '../../sql/cursor';
import { statementCursor } from '../../sql/statement-cursor';
import type { Statement } from '../../sql/statements';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'not-idempotent',
  summary: 'A trigger, function or index is created in a way that fails when the migration runs twice.',
  kinds: ['migration'],
  severity: { generated: undefined, deliberate: 'warning' },
  isOffByDefault: true,
  fixable: [],
});

const headings = ['CreateIndex', 'CreateTable', 'AlterTable'];

/** What would let the statement run twice, where it cannot yet. */
function missingClause(cursor: Cursor): { readonly object: string; readonly clause: string } | undefined {
  if (!cursor.take('create') || cursor.take('or', 'replace')) return undefined;
  const unique = cursor.take('unique');
  if (cursor.take('index')) {
    cursor.take('concurrently');
    return cursor.take('if', 'not', 'exists') || cursor.peek() === 'on'
      ? undefined
      : { object: unique ? 'UNIQUE INDEX' : 'INDEX', clause: 'IF NOT EXISTS' };
  }
  cursor.take('constraint');
  const object = cursor.takeOneOf('trigger', 'function', 'procedure');
  return object === undefined ? undefined : { object: object.toUpperCase(), clause: 'OR REPLACE' };
}

function report(change: Change, statement: Statement): Report[] {
  if (statement.verb !== 'create') return [];
  const { text } = change.migration;
  const { statements } = change.script;
  if (headings.some((heading) => headingOf(text, statements, statement, heading))) return [];
  const cursor = statementCursor(text, statement);
  const missing = missingClause(cursor);
  if (!missing) return [];
  const last = cursor.token(-1);
  return [
    {
      severity: metadata.severity.deliberate,
      range: { start: statement.start, end: last ? cursor.mapRange(last).end : statement.end },
      intent: 'deliberate',
      message: `CREATE ${missing.object} without ${missing.clause} fails when it runs a second time.`,
      why: 'A migration that failed halfway outside a transaction, or was applied by hand, is run again as a whole.',
      fixes: [],
      related: [],
    },
  ];
}

export const notIdempotent: Rule = {
  ...metadata,
  check: (change) => change.script.statements.flatMap((statement) => report(change, statement)),
};
