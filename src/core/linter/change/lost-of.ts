import { createStatementOf } from '../../ledger/create-statement';
import type { LossKind } from '../../ledger/losses';
import type { ObjectLoss } from '../../ledger/object-losses';
import { relationName, type IndexRecord } from '../../ledger/records';
import { onOneLine } from '../../sql/one-line';
import { costOfLoss } from '../../symbols/cost-of-loss';
import type { Finding } from '../findings/finding';
import type { Report } from '../findings/report';
import type { Change } from './change';

type IndexName = NonNullable<Report['index']>;

/** What a finding about a loss says of the index as it was before. */
export function lostOf(
  loss: LossKind | undefined,
  { schema, name }: IndexName,
  { before, losses, definitionOf }: Change,
): Pick<Finding, 'lost'> {
  const index = loss === undefined ? undefined : before.index(schema, name);
  if (index === undefined) return {};
  const isBaseGone = losses.some((one) => one.index.id === index.id && one.baseGone !== undefined);
  const { migration, author } = index.origin;
  const definition = definitionOf(index);
  const cost = definition && costOfLoss(definition, relationName(index.table));
  return { lost: { migration, author, statement: isBaseGone ? undefined : statementOf(index), cost } };
}

/** Of a protected index that a settled migration lost: the statement for a new migration. */
export function restoreOf(
  { schema, name }: IndexName,
  { before, protectionOf }: Change,
): Pick<Finding, 'restore'> {
  const index = before.index(schema, name);
  const restore = index && protectionOf(index).isProtected ? statementOf(index) : undefined;
  return restore === undefined ? {} : { restore };
}

/** Of objects that a settled migration lost: the statements for a new migration. */
export function restoreOfObjects(losses: readonly ObjectLoss[]): Pick<Finding, 'restore'> {
  const statements = losses.flatMap((loss) => loss.statements ?? []);
  return statements.length === 0 ? {} : { restore: statements.map((sql) => `${onOneLine(sql)};`).join(' ') };
}

/** On one line, with a semicolon. */
function statementOf(index: IndexRecord): string | undefined {
  const sql = createStatementOf(index);
  return sql === undefined ? undefined : `${onOneLine(sql)};`;
}
