import { quoteName } from '../sql/names';
import { comment } from './comments';
import { wholeName } from '../protection/protected-object';
import type { ObjectPlan, RestorePlan, RestoreStatement } from './plan';
import { append } from '../append';

/**
 * What brings them back when it is given to psql: SQL and comments, nothing else.
 *
 * @param location where the database is: what is printed is for that one only
 * @param ownSchema the schema of the connection, in which names without one are
 */
export function restoreScript(
  { plans, objects }: { readonly plans: readonly RestorePlan[]; readonly objects: readonly ObjectPlan[] },
  location: string,
  ownSchema: string,
): string {
  const path = `SET search_path TO ${quoteName(ownSchema)}, public;`;
  const head = [comment(`For ${location}, printed by migration-guard restore.`)];
  if (ownSchema !== 'public') head.push(path);
  return `${[head.join('\n'), ...plans.map(partOf), ...objects.map(objectPart)].join('\n\n')}\n`;
}

const states = { create: 'is missing', reindex: 'is invalid', swap: 'is another index' } as const;

function partOf({ kind, index, statements, locks, notes }: RestorePlan): string {
  const comments = [`${index.name} ${states[kind]}.`, ...locks, ...notes].map(comment);
  return [...comments, ...inTransactions(statements)].join('\n');
}

function objectPart({ object, was, statements, validation, locks, notes }: ObjectPlan): string {
  const comments = [`${wholeName(object)} is ${was}.`, ...locks, ...notes].map(comment);
  const plain = statements.map((sql) => ({ sql, isConcurrent: false }));
  return [
    ...comments,
    ...inTransactions(plain),
    ...(validation === undefined ? [] : [`${validation};`]),
  ].join('\n');
}

/** psql commits each statement by itself; those that belong together stand in a transaction. */
function inTransactions(statements: readonly RestoreStatement[]): string[] {
  const lines: string[] = [];
  const plain = statements.filter(({ isConcurrent }) => !isConcurrent);
  for (const { sql } of statements.filter(({ isConcurrent }) => isConcurrent)) lines.push(`${sql};`);
  const together = plain.map(({ sql }) => `${sql};`);
  if (plain.length > 1) append(lines, ['BEGIN;', ...together, 'COMMIT;']);
  else append(lines, together);
  return lines;
}
