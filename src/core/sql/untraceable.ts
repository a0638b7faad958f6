import type { Script, Statement } from './statements';
import type { Step } from './step';

/** Functions that change no index, of those that migrations call. */
const harmless =
  /^select\s+(?:pg_catalog\s*\.\s*)?"?(?:set_config|setval|nextval|currval|pg_\w+|now|count|max|min|sum|exists|coalesce|version|current_setting)\b/i;

/**
 * Whether a statement may make or drop indexes in a way that its text does not tell: a DO block with SQL that is put
 * together while it runs, a call of somebody's function, DROP OWNED, or a ROLLBACK.
 *
 * @param followed how many EXECUTEs of a DO block have been read
 */
function isUntraceable(text: string, { verb, start, end }: Statement, followed: () => number): boolean {
  switch (verb) {
    case 'do': {
      const body = text.slice(start, end);
      if (/\b(?:perform|call)\b/i.test(body)) return true;
      return (body.match(/\bexecute\b/gi)?.length ?? 0) > followed();
    }
    case 'select': {
      const sql = text.slice(start, end);
      return sql.includes('(') && !harmless.test(sql);
    }
    case 'call':
    case 'execute':
    case 'rollback':
    case 'abort':
      return true;
    case 'drop':
      return /^drop\s+owned\b/i.test(text.slice(start, end));
    default:
      return false;
  }
}

/** The statements of a script that cannot be followed, in order; `steps` are what was read of it. */
export function untraceableIn(text: string, { statements }: Script, steps: readonly Step[]): Statement[] {
  let read: Map<Statement, Set<number>> | undefined;
  const executed = (statement: Statement): number => {
    read ??= executedConstants(steps);
    return read.get(statement)?.size ?? 0;
  };
  return statements.filter((statement) => isUntraceable(text, statement, () => executed(statement)));
}

/** Where the constants begin that each DO block executes. */
function executedConstants(steps: readonly Step[]): Map<Statement, Set<number>> {
  const read = new Map<Statement, Set<number>>();
  for (const { statement, context, extent } of steps) {
    if (context !== 'string') continue;
    read.set(statement, (read.get(statement) ?? new Set()).add(extent.start));
  }
  return read;
}
