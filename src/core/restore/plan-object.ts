import type { CommandTarget } from '../command-target';
import type { CatalogueObject } from '../database/catalogue';
import type { CatalogueTable } from '../database/tables';
import { letWait, switchOn } from '../ledger/object-losses';
import { isConstraint } from '../ledger/object-record';
import { alterTable } from '../ledger/object-statement';
import { listed } from '../listed';
import type { ProtectedObjectStatus } from '../protection/live-objects';
import { wholeName, type ProtectedObject } from '../protection/protected-object';
import { quoteName } from '../sql/names';
import { locksOfObject } from './locks';
import type { ObjectPlan, Refusal } from './plan';
import { editedReason } from './plan-restore';
import { isSmall } from './table-size';

/** What a plan is made from, besides the object. */
export interface ObjectFacts {
  readonly tables: readonly CatalogueTable[];
  readonly catalogue: readonly CatalogueObject[];
  /** The connection's own schema. */
  readonly ownSchema: string;
  /** Whether others use the database, who must not wait. */
  readonly isShared: boolean;
  readonly target: CommandTarget;
}

type Refuse = (reason: string) => Refusal;

/** Plans how to bring back an object that is missing or not in force; or says why that cannot be done so. Nothing is dropped. */
export function planObject(status: ProtectedObjectStatus, facts: ObjectFacts): ObjectPlan | Refusal {
  const { object, state, editedIn } = status;
  if (state === 'present') throw new Error(`${object.name} is present`);
  const refuse: Refuse = (reason) => ({ name: wholeName(object), state, reason });
  if (editedIn !== undefined) return refuse(editedReason(editedIn, 'it', facts));
  if (state === 'pending') {
    return refuse(
      'A migration that makes or changes it has not been applied to this database yet. Apply the migrations first.',
    );
  }
  const table = tableOf(object, facts);
  if (object.table !== undefined && !table) {
    return refuse(
      `Its table ${object.table} is not in this database. Apply the migrations first, or correct drift-ignore.json.`,
    );
  }
  return state === 'missing'
    ? planMissing(object, table, facts, refuse)
    : planDifferent(status, table, facts, refuse);
}

function tableOf(object: ProtectedObject, { tables, ownSchema }: ObjectFacts): CatalogueTable | undefined {
  const schema = object.schema === undefined || object.schema === 'public' ? ownSchema : object.schema;
  return tables.find((one) => one.name === object.table && one.schema === schema);
}

function planMissing(
  object: ProtectedObject,
  table: CatalogueTable | undefined,
  facts: ObjectFacts,
  refuse: Refuse,
): ObjectPlan | Refusal {
  const { record, kind, name } = object;
  if (!object.statements || object.statements.length === 0) {
    return refuse(
      record
        ? 'How to make it cannot be told from the migrations: they speak of columns that have other names now. Make it again by hand.'
        : `Nothing says how to make it: no migration does, and its entry in drift-ignore.json has no recreateSQL. Give ${name} one there.`,
    );
  }
  const calls = record?.calls;
  if (calls && !facts.catalogue.some((one) => one.kind === 'function' && one.name === calls.name)) {
    return refuse(`The function that it calls, ${calls.name}, is not in this database. Make that first.`);
  }
  const [only, ...more] = object.statements;
  const canWait = kind === 'check' || /\bFOREIGN\s+KEY\b/i.test(only ?? '');
  const isChecked = canWait && record !== undefined && record.mode !== 'not valid' && more.length === 0;
  const checksLater = isChecked && table !== undefined && (facts.isShared || !isSmall(table));
  const statements = checksLater ? [`${only ?? ''} NOT VALID`] : object.statements;
  return planOf(object, table, facts, {
    ...{ was: 'missing', statements, isRepeatable: kind === 'row level security' },
    validation: checksLater ? alterTable(record, `VALIDATE CONSTRAINT ${quoteName(name)}`) : undefined,
    notes: isConstraint(object) ? ['Rows that break it make this fail: nothing is changed then.'] : [],
  });
}

function planDifferent(
  { object, lacks, differences }: ProtectedObjectStatus,
  table: CatalogueTable | undefined,
  facts: ObjectFacts,
  refuse: Refuse,
): ObjectPlan | Refusal {
  const { record, name } = object;
  const was = listed(differences);
  if (lacks === undefined) {
    return refuse(`It is ${was}. Nothing is dropped here: give that another name, then this can be made.`);
  }
  const repair = { was, isRepeatable: true, notes: [] };
  if (!record) return refuse(`It is ${was}, and no migration makes it. Put that right by hand.`);
  switch (lacks) {
    case 'ENABLE':
    case 'FORCE':
      return planOf(object, table, facts, {
        ...{ ...repair, statements: switchOn(record, lacks), validation: undefined },
      });
    case 'VALIDATE':
      return planOf(object, table, facts, {
        ...{ ...repair, statements: [] },
        validation: alterTable(record, `VALIDATE CONSTRAINT ${quoteName(name)}`),
        notes: ['Rows that break it make this fail: nothing is changed then.'],
      });
    case 'DEFERRABLE': {
      const statements = letWait(record);
      return statements
        ? planOf(object, table, facts, { ...repair, statements, validation: undefined })
        : refuse(
            `PostgreSQL lets only a foreign key become deferrable. This one has to be dropped and made again by hand: ${(object.statements ?? []).join('; ')};`,
          );
    }
  }
}

function planOf(
  object: ProtectedObject,
  table: CatalogueTable | undefined,
  { ownSchema }: ObjectFacts,
  plan: Pick<ObjectPlan, 'was' | 'statements' | 'validation' | 'isRepeatable' | 'notes'>,
): ObjectPlan {
  const schema = table === undefined || table.schema === ownSchema ? undefined : table.schema;
  return { object, table, schema, ...plan, locks: table ? locksOfObject(object, plan, table) : [] };
}
