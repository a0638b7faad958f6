import type { Step } from '../sql/step';
import type { Ledger } from './ledger';
import type { IndexRecord } from './records';

/** What a migration does in the place of some of its steps; undefined for nothing. */
export type Instead = ReadonlyMap<Step, Step | undefined>;

/** The steps of a migration, and which of them can matter to a single index. */
interface StepsByIndex {
  /** Positions of the steps that may matter to any index. */
  readonly others: readonly number[];
  /** By name, positions of the steps that make or drop an index of that name and do nothing else. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Indexes change their names or hang on each other, so that a step may matter to one whose name it does not say. */
  readonly entangled: boolean;
}

/** The names of indexes that a step makes or drops, if that is all it does. */
function namesIn({ operation }: Step): readonly string[] | undefined {
  if (operation.kind === 'drop' && operation.object === 'index') {
    return operation.names.map(({ name }) => name);
  }
  // One with a schema may be the first that is known of the schema.
  if (operation.kind !== 'create-index' || operation.table.schema !== undefined) return undefined;
  // A name of PostgreSQL's choice is none that is taken.
  return operation.name ? [operation.name.name] : [];
}

function entangles({ operation }: Step): boolean {
  switch (operation.kind) {
    case 'rename':
    case 'set-schema':
    case 'attach-index-partition':
      return true;
    case 'create-table':
      return operation.partitionOf !== undefined;
    case 'alter-table':
      return operation.actions.some(
        (action) =>
          action.kind === 'attach-partition' ||
          action.kind === 'detach-partition' ||
          (action.kind === 'add-constraint' && action.constraint.usingIndex !== undefined),
      );
    default:
      return false;
  }
}

function stepsByIndex(steps: readonly Step[]): StepsByIndex {
  const others: number[] = [];
  const byName = new Map<string, number[]>();
  for (const [at, step] of steps.entries()) {
    const names = namesIn(step);
    if (!names) others.push(at);
    for (const name of names ?? []) {
      const positions = byName.get(name);
      if (positions) positions.push(at);
      else byName.set(name, [at]);
    }
  }
  return { others, byName, entangled: steps.some(entangles) };
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
 * Answers whether an index that stood before a migration would stand after it, were some steps left out or others. A
 * migration may make and drop thousands of indexes, so what is only about other ones is not replayed for each.
 *
 * @param replay does the steps, of which the ledger is changed
 */
export function survivalOf(
  before: Ledger,
  steps: readonly Step[],
  replay: (ledger: Ledger, steps: readonly Step[]) => void,
): (index: IndexRecord, instead: Instead) => boolean {
  let known: StepsByIndex | undefined;
  const stepsFor = (index: IndexRecord): readonly Step[] => {
    const { others, byName, entangled } = (known ??= stepsByIndex(steps));
    if (entangled || hasPartitions(before, index)) return steps;
    const positions = new Set([...others, ...(byName.get(index.name) ?? [])]);
    return [...positions].sort((a, b) => a - b).flatMap((at) => steps[at] ?? []);
  };
  return (index, instead) => {
    const ledger = before.fork();
    const left = stepsFor(index).flatMap((step) => (instead.has(step) ? (instead.get(step) ?? []) : [step]));
    replay(ledger, left);
    return ledger.indexById(index.id) !== undefined;
  };
}
