import type { Step } from '../sql/step';
import type { NameRef } from '../sql/cursor';
import type { IndexEvent } from './events';
import type { Ledger } from './ledger';
import type { Loss } from './losses';
import type { IndexRecord } from './records';

/** A statement, or one name of a DROP INDEX of several, without which an index may stay. */
export interface Omission {
  readonly step: Step;
  /** Undefined for the whole statement. */
  readonly name: NameRef | undefined;
}

/** What a migration does in the place of some of its steps; undefined for nothing. */
type Instead = ReadonlyMap<Step, Step | undefined>;

/** The first step that makes each index. */
export function madeBy(events: readonly IndexEvent[]): ReadonlyMap<number, Step> {
  const made = new Map<number, Step>();
  for (const event of events) {
    if (event.kind === 'created' && !made.has(event.index.id)) made.set(event.index.id, event.step);
  }
  return made;
}

/** What takes a lost index away and what makes it again; undefined where that is not known. */
export function omissionsFor(
  { event, index, replacement }: Loss,
  made: ReadonlyMap<number, Step>,
): Omission[] | undefined {
  const { step } = event;
  if (event.kind === 'refused') return [{ step, name: undefined }];
  if (event.kind !== 'dropped' || step.operation.kind !== 'drop') return undefined;
  const isOneOfSeveral = step.operation.names.length > 1;
  const drop: Omission = { step, name: isOneOfSeveral ? event.name : undefined };
  if (!replacement) return [drop];
  const again = made.get(replacement.id);
  // Under another name it is not made again but renamed, and later statements may use that name.
  if (!again || replacement.name !== index.name) return undefined;
  return [drop, { step: again, name: undefined }];
}

function insteadOf(omissions: readonly Omission[]): Instead {
  const namesByStep = new Map<Step, Set<NameRef> | undefined>();
  for (const { step, name } of omissions) {
    const names = namesByStep.has(step) ? namesByStep.get(step) : new Set<NameRef>();
    if (name) names?.add(name);
    namesByStep.set(step, name ? names : undefined);
  }
  return new Map(
    [...namesByStep].map(([step, names]) => {
      const { operation } = step;
      if (!names || operation.kind !== 'drop') return [step, undefined];
      const left = operation.names.filter((name) => !names.has(name));
      return [step, left.length > 0 ? { ...step, operation: { ...operation, names: left } } : undefined];
    }),
  );
}

/** The names of indexes that change their names or come to hang on each other; undefined where any may. */
function entangledNames(steps: readonly Step[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { operation } of steps) {
    const { kind } = operation;
    if (kind === 'set-schema' || kind === 'attach-index-partition') return undefined;
    if (kind === 'create-table' && operation.partitionOf) return undefined;
    if (kind === 'rename') {
      const { object, from, of, to } = operation;
      // A schema's indexes move among those of another one.
      if (object === 'schema') return undefined;
      if (object !== 'column' && object !== 'type') names.add(to).add(from ?? of.name);
    }
    for (const action of kind === 'alter-table' ? operation.actions : []) {
      if (action.kind === 'attach-partition' || action.kind === 'detach-partition') return undefined;
      if (action.kind !== 'add-constraint' || action.constraint.usingIndex === undefined) continue;
      names.add(action.constraint.usingIndex).add(action.constraint.name ?? '');
    }
  }
  return names;
}

function hasPartitions(ledger: Ledger, index: IndexRecord): boolean {
  return (
    index.parent !== undefined ||
    ledger.attachedTo(index).length > 0 ||
    ledger.partitionsOf(index.table).length > 0 ||
    ledger.relation(index.table)?.partitionOf !== undefined
  );
}

/**
 * Answers whether a lost index would stand after a migration, were left out what takes it away.
 *
 * A migration may take thousands of indexes away, so they are tried together, in one replay: what takes one away does not
 * depend on whether another one stays. Those whose names change hands, or that hang on each other, are tried one by one.
 *
 * @param replay does the steps, of which the ledger is changed
 */
export function survivalOf(
  before: Ledger,
  steps: readonly Step[],
  { losses, made }: { readonly losses: readonly Loss[]; readonly made: ReadonlyMap<number, Step> },
  replay: (ledger: Ledger, steps: readonly Step[]) => void,
): (loss: Loss) => boolean {
  const without = (omissions: readonly Omission[]): Ledger => {
    const instead = insteadOf(omissions);
    const ledger = before.fork();
    const left = steps.flatMap((step) => (instead.has(step) ? (instead.get(step) ?? []) : [step]));
    replay(ledger, left);
    return ledger;
  };
  let entangled: ReadonlySet<string> | undefined | 'unknown' = 'unknown';
  const isAlone = ({ index }: Loss): boolean => {
    if (entangled === 'unknown') entangled = entangledNames(steps);
    return entangled !== undefined && !entangled.has(index.name) && !hasPartitions(before, index);
  };
  let together: Ledger | undefined;
  return (loss) => {
    const omissions = omissionsFor(loss, made);
    if (!omissions) return false;
    if (!isAlone(loss)) return without(omissions).indexById(loss.index.id) !== undefined;
    together ??= without(losses.filter(isAlone).flatMap((one) => omissionsFor(one, made) ?? []));
    return together.indexById(loss.index.id) !== undefined;
  };
}
