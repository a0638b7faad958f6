import { readScript } from './statements';
import { statementCursor } from './statement-cursor';

/**
 * What PostgreSQL leaves of a script that was sent in one message, as Prisma sends a migration, and in which a statement
 * failed: `undone` where all of the script is one transaction; `unknown` where it ends transactions itself, or has
 * statements that work outside of one.
 */
export function leftOfFailedScript(text: string): 'undone' | 'unknown' {
  const { statements } = readScript(text);
  return statements.some((statement) => {
    if (controls.has(statement.verb)) return true;
    if (runsCode.has(statement.verb)) {
      return /\b(?:commit|rollback)\b/i.test(text.slice(statement.start, statement.end));
    }
    if (!mayBeConcurrent.has(statement.verb)) return false;
    return statementCursor(text, statement).tokens.some(({ word }) => word === 'concurrently');
  })
    ? 'unknown'
    : 'undone';
}

const controls: ReadonlySet<string> = new Set([
  ...['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'prepare'],
  ...['vacuum', 'cluster'],
]);

/** A block, or a procedure, may end transactions where it is called by itself. */
const runsCode: ReadonlySet<string> = new Set(['do', 'call']);

const mayBeConcurrent: ReadonlySet<string> = new Set(['create', 'drop', 'reindex', 'alter', 'refresh']);
