import type { Ledger } from '../../ledger/ledger';
import type { IndexEvent } from '../../ledger/events';
import { findObjectLosses, type ObjectLoss } from '../../ledger/object-losses';
import { isConstraint, type ObjectRecord } from '../../ledger/object-record';
import type { MigrationText } from '../../ledger/replay';
import { findObjectEntry, type DriftIgnore, type ObjectEntry } from '../../protection/drift-ignore';
import { declaresObject } from '../../protection/declares-object';
import type { Declarations } from '../../prisma-schema/declarations';
import { isUnderHeading } from '../../sql/headings';
import type { Script } from '../../sql/statements';
import type { Intent } from '../findings/finding';
import { hasReason } from './reason';

/** What a rule about objects speaks of. */
export type ObjectFamily = 'constraint' | 'trigger' | 'row-security';

/** What one statement takes for one reason of one family: one finding tells of it. */
export interface ObjectLosses {
  readonly family: ObjectFamily;
  /** Not empty. */
  readonly losses: readonly [ObjectLoss, ...ObjectLoss[]];
  readonly intent: Intent;
  /** Somebody says why, or makes something of the kind in its place, or takes all of it out of use. */
  readonly isExplained: boolean;
  /** The entries of drift-ignore.json that list what is lost. */
  readonly entries: readonly ObjectEntry[];
}

interface Around {
  readonly migration: MigrationText;
  readonly script: Script;
  readonly before: Ledger;
  readonly after: Ledger;
  readonly events: readonly IndexEvent[];
  readonly driftIgnore: DriftIgnore | undefined;
  readonly driftIgnoreBefore: DriftIgnore | undefined;
  readonly declared: Declarations;
  readonly declaredBefore: Declarations | undefined;
}

function familyOf(object: Pick<ObjectRecord, 'kind'>): ObjectFamily {
  if (isConstraint(object)) return 'constraint';
  return object.kind === 'trigger' ? 'trigger' : 'row-security';
}

/** What a migration takes of objects that are no indexes, as rules tell of it. */
export function objectLosses(around: Around): readonly ObjectLosses[] {
  const { before, after, events, driftIgnore } = around;
  const groups = new Map<string, ObjectLoss[]>();
  for (const loss of findObjectLosses(before, after, events)) {
    if (ceasedToBeDeclared(loss, around)) continue;
    // A person who drops a foreign key knows that it is gone; Prisma drops one of which the schema knows nothing.
    const isForeignKey = loss.object.kind === 'deferrable' && loss.lacks === undefined;
    if (isForeignKey && intentOf(loss, around) === 'deliberate') continue;
    const key = keyOf(loss);
    const group = groups.get(key);
    if (group) group.push(loss);
    else groups.set(key, [loss]);
  }
  return [...groups.values()].flatMap((losses): ObjectLosses[] => {
    const [first, ...others] = losses;
    if (!first) return [];
    const family = familyOf(first.object);
    return [
      {
        ...{ family, losses: [first, ...others], intent: intentOf(first, around) },
        isExplained: losses.every((loss) => isExplained(loss, around)),
        entries: losses.flatMap(({ object }) => findObjectEntry(driftIgnore, object) ?? []),
      },
    ];
  });
}

/** The contract declared it, and does not any more: whoever took it out there wants that. */
function ceasedToBeDeclared({ object, lacks }: ObjectLoss, { declared, declaredBefore }: Around): boolean {
  if (lacks !== undefined || !declaredBefore) return false;
  return declaresObject(declaredBefore, object) && !declaresObject(declared, object);
}

function keyOf({ object, event, lacks }: ObjectLoss): string {
  const by = event.kind === 'object-gone' ? `${event.cause} ${event.by}` : '';
  const { start, end } = event.range;
  return [familyOf(object), object.table, start, end, lacks, by].join('\0');
}

/** ALTER TABLE on columns, and DROP TABLE, as Prisma writes them. */
const prismaForm =
  /^(?:alter\s+table\s+(?:"(?:[^"]|"")+"\.)?"(?:[^"]|"")+"\s+(?:add|drop|alter)\s+column\s+"(?:[^"]|"")+"|drop\s+table\s+(?:"(?:[^"]|"")+"\.)?"(?:[^"]|"")+"$)/i;

/**
 * Whether Prisma or a person wants what happens. Prisma names none of these objects but foreign keys: it takes them along
 * with a column or table. Without its heading a statement in its form counts as its own if nobody says why it is there.
 */
function intentOf(loss: ObjectLoss, around: Around): Intent {
  const { migration, script, driftIgnore, driftIgnoreBefore } = around;
  const { event, object } = loss;
  const { step } = event;
  if (step.context !== 'script') return 'deliberate';
  const consented =
    findObjectEntry(driftIgnoreBefore, object) !== undefined &&
    findObjectEntry(driftIgnore, object) === undefined;
  if (consented) return 'deliberate';
  const isUnder = (heading: string): boolean =>
    isUnderHeading(migration.text, script.statements, step.statement, heading);
  const isNamed = event.kind === 'object-changed' || event.cause === 'named';
  if (isNamed) return object.kind === 'deferrable' && isUnder('DropForeignKey') ? 'generated' : 'deliberate';
  const isTable = step.operation.kind === 'drop';
  if (isUnder(isTable ? 'DropTable' : 'AlterTable')) return 'generated';
  const text = migration.text.slice(step.range.start, step.range.end);
  return prismaForm.test(text) && !saysWhy(loss, around) ? 'generated' : 'deliberate';
}

function saysWhy({ event, object }: ObjectLoss, { migration, script }: Around): boolean {
  return hasReason(migration, script, event.step.statement, object);
}

function isExplained(loss: ObjectLoss, around: Around): boolean {
  return saysWhy(loss, around) || isReplaced(loss, around) || isOutOfUse(loss, around);
}

/** The migration makes something of the family on the same table: it is what stands there from now on. */
function isReplaced({ object, event, atEnd }: ObjectLoss, { events, after }: Around): boolean {
  if (event.kind !== 'object-gone' || event.cause !== 'named') return false;
  return events.some(
    (other) =>
      other.kind === 'object-made' &&
      other.object.kind === object.kind &&
      after.objectById(other.object.id)?.table === atEnd.table,
  );
}

/** The function that a trigger called goes, too. */
function isOutOfUse({ object }: ObjectLoss, { events }: Around): boolean {
  const { calls } = object;
  return (
    calls !== undefined &&
    events.some(
      (event) =>
        event.kind === 'object-gone' &&
        event.cause === 'named' &&
        event.object.argumentTypes !== undefined &&
        event.object.name === calls.name,
    )
  );
}
