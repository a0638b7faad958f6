import type { CatalogueObject } from '../core/database/catalogue';
import type { CatalogueTable } from '../core/database/tables';
import { ownCommand, type CommandTarget } from '../core/command-target';
import { HumanError } from '../core/human-error';
import { listed } from '../core/listed';
import type { ProtectedObjectStatus } from '../core/protection/live-objects';
import { wholeName, type ProtectedObject } from '../core/protection/protected-object';
import type { ObjectPlan, Refusal } from '../core/restore/plan';
import { planObject } from '../core/restore/plan-object';
import type { AppliedProject } from './as-applied';
import type { DatabaseReader } from './database';
import { objectStates } from './protected-objects';

interface Asked {
  /** What the database should have. */
  readonly should: readonly ProtectedObject[];
  readonly catalogue: readonly CatalogueObject[];
  readonly tables: readonly CatalogueTable[];
  readonly database: Pick<DatabaseReader, 'schema' | 'isLocal'>;
  readonly target: CommandTarget;
  readonly isPending: (migration: string) => boolean;
}

/** How the protected objects that are no indexes come back in one database. */
export interface ObjectRestores {
  readonly plans: readonly ObjectPlan[];
  readonly refused: readonly Refusal[];
  readonly present: readonly string[];
  readonly pending: readonly string[];
  /** The name of each, without its table. */
  readonly known: readonly string[];
  /** Of the names that were asked for, those that one of them has. */
  readonly found: readonly string[];
}

/**
 * Plans what brings them back, in the order in which they were made.
 *
 * @param names as a person writes them, maybe with the table and the schema; all that are not as they should be where there is
 * none
 * @throws HumanError for a name that several have
 */
export function planObjects(
  applied: AppliedProject,
  names: readonly string[],
  { should, catalogue, tables, database, target, isPending }: Asked,
): ObjectRestores {
  const { schema: ownSchema, isLocal } = database;
  const all = objectStates(applied, catalogue, { ownSchema, isPending }, should);
  const found = names.filter((name) => all.some((status) => hasName(status, name)));
  for (const name of found) assertOne(all, name, target);
  const wanted =
    names.length === 0 ? all : all.filter((status) => found.some((name) => hasName(status, name)));
  const planned = wanted.filter(
    ({ state }) => state !== 'present' && (state !== 'pending' || names.length > 0),
  );
  const facts = { tables, catalogue, ownSchema, isShared: !isLocal, target };
  const plans = planned.map((status) => planObject(status, facts));
  const namesIn = (state: ProtectedObjectStatus['state']): string[] =>
    wanted.filter((status) => status.state === state).map(({ object }) => wholeName(object));
  return {
    plans: plans.flatMap((plan) => ('reason' in plan ? [] : [plan])),
    refused: plans.flatMap((plan) => ('reason' in plan ? [plan] : [])),
    present: namesIn('present'),
    pending: names.length > 0 ? [] : namesIn('pending'),
    known: all.map(({ object }) => object.name),
    found,
  };
}

function hasName({ object, live }: ProtectedObjectStatus, wanted: string): boolean {
  const whole = wholeName(object);
  const schemas = [object.schema, live?.schema].filter((schema) => schema !== undefined);
  return [object.name, whole, ...schemas.map((schema) => `${schema}.${whole}`)].includes(wanted);
}

function assertOne(all: readonly ProtectedObjectStatus[], name: string, target: CommandTarget): void {
  const having = all.filter((status) => hasName(status, name)).map(({ object }) => wholeName(object));
  const [first] = having;
  if (first === undefined || having.length === 1) return;
  throw new HumanError(
    `${name} may be ${listed(having)}. Say which: ${ownCommand('restore', target, first)}`,
  );
}
