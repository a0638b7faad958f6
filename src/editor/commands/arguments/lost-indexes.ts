import type { KnownIndex, KnownMigration, KnownState } from '../../databases/known-state';
import type { State } from '../../databases/state';

/** Protected indexes that one migration has taken away from the chosen environment's database. */
export interface LostIndexes {
  /** The URI of the project's folder. */
  readonly root: string;
  readonly known: KnownState;
  readonly migration: KnownMigration;
  /** At least one. */
  readonly indexes: readonly KnownIndex[];
}

/**
 * The lost indexes that a command is about, as they are known now.
 *
 * @param given an object with the URI of a project's folder as `root`, and with an `index` of a name or a `migration` of
 *   one, which stands for all that it took away; nodes of the trees are such objects
 * @returns undefined where no migration is known to have taken it away
 */
export function lostIndexes({ store }: Pick<State, 'store'>, given: unknown): LostIndexes | undefined {
  if (typeof given !== 'object' || given === null || !('root' in given)) return undefined;
  const { root, index, migration }: { root?: unknown; index?: unknown; migration?: unknown } = given;
  const known = typeof root === 'string' ? store.view(root).known : undefined;
  if (!known) return undefined;
  const lost = known.protectedIndexes.filter(({ droppedBy }) => droppedBy !== null);
  const one = lost.find(({ name, schema }) => name === textAt(index, 'name') && isOf(index, schema));
  const culprit = one?.droppedBy?.migration ?? textAt(migration, 'name');
  const indexes = one ? [one] : lost.filter(({ droppedBy }) => droppedBy?.migration === culprit);
  const found = known.migrations.find(({ name }) => name === culprit);
  return found && indexes.length > 0 ? { root: known.root, known, migration: found, indexes } : undefined;
}

/** Whether the index that was given is in that schema, as far as that is said. */
function isOf(given: unknown, schema: string | null): boolean {
  const wanted = textAt(given, 'schema');
  return wanted === undefined || wanted === schema;
}

function textAt(given: unknown, key: 'name' | 'schema'): string | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const value: unknown = Reflect.get(given, key);
  return typeof value === 'string' ? value : undefined;
}
