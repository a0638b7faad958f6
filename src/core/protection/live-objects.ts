import type { CatalogueObject } from '../database/catalogue';
import { isConstraint } from '../ledger/object-record';
import { schemasOf } from './live-state';
import type { ProtectedObject } from './protected-object';

/** What an object that is there may lack, as SQL says it. */
type Lack = 'DEFERRABLE' | 'VALIDATE' | 'ENABLE' | 'FORCE';

/**
 * The state of a protected object in a database: `different` is one of that name that is not in force as it should be, or
 * another one; `pending` is still to be made, or to be changed, by a migration that is not applied yet.
 */
type ObjectState = 'present' | 'missing' | 'different' | 'pending';

export interface ProtectedObjectStatus {
  readonly object: ProtectedObject;
  readonly state: ObjectState;
  /** What has its name in the database. */
  readonly live: CatalogueObject | undefined;
  /** Each completes "it is": `disabled`. Empty unless the state is `different`. */
  readonly differences: readonly string[];
  /** What one ALTER gives back to it; undefined where nothing is lacking, or more than that. */
  readonly lacks: Lack | undefined;
  /** The migration that makes it, where that was changed after it was applied and nobody knows how it was then. */
  readonly editedIn?: string;
}

/** What is known of the database besides its catalogue. */
interface ObjectFacts {
  /** That of the connection, in which names without a schema are: what the ledger has in `public` may be there. */
  readonly ownSchema: string;
  /** Whether a migration is still to be applied that makes the object, or makes it what it is at the end. */
  readonly isPending: (object: ProtectedObject) => boolean;
}

/** Compares what should be there with what the catalogue has. Expressions are not compared: PostgreSQL reprints them. */
export function liveObjects(
  objects: readonly ProtectedObject[],
  catalogue: readonly CatalogueObject[],
  { ownSchema, isPending }: ObjectFacts,
): ProtectedObjectStatus[] {
  const byName = new Map<string, CatalogueObject[]>();
  for (const one of catalogue) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return objects.map((object): ProtectedObjectStatus => {
    const candidates = (byName.get(object.name) ?? []).filter((one) => mayBe(object, one));
    const live = schemasOf(object, ownSchema)
      .map((wanted) => candidates.find(({ schema }) => wanted === undefined || schema === wanted))
      .find((found) => found !== undefined);
    const { lacks, differences } = live ? comparison(object, live) : nothing;
    const state = !live ? 'missing' : differences.length > 0 ? 'different' : 'present';
    return state !== 'present' && isPending(object)
      ? { object, state: 'pending', live, ...nothing }
      : { object, state, live, differences, lacks };
  });
}

const nothing = { lacks: undefined, differences: [] } as const;

/** Whether somebody should do something about it. */
export function objectNeedsAttention({ state }: ProtectedObjectStatus): boolean {
  return state === 'missing' || state === 'different';
}

/** Constraints of a table share their names, whatever they are. */
function mayBe(object: ProtectedObject, { kind, table, mode }: CatalogueObject): boolean {
  const isKind = isConstraint(object) ? isConstraint({ kind }) : kind === object.kind;
  return isKind && mode !== 'not enabled' && (object.table === undefined || table === object.table);
}

const meanings: Readonly<Record<Lack, string>> = {
  DEFERRABLE: 'not deferrable',
  VALIDATE: 'not valid: rows from before were never checked',
  ENABLE: 'disabled',
  FORCE: "not forced on the table's owner",
};

function comparison(
  object: ProtectedObject,
  live: CatalogueObject,
): Pick<ProtectedObjectStatus, 'lacks' | 'differences'> {
  const { kind, record } = object;
  if (kind !== live.kind) return { lacks: undefined, differences: ['a constraint of another kind'] };
  const calls = record?.calls?.name;
  if (calls !== undefined && live.calls !== null && live.calls !== calls) {
    return { lacks: undefined, differences: [`a trigger of another function, ${live.calls}`] };
  }
  const lacks = lackOf(object, live);
  if (lacks === undefined) return nothing;
  return { lacks, differences: [live.mode === 'replica' ? 'in force on replicas only' : meanings[lacks]] };
}

/** More than was asked for, such as a constraint that is valid by now, lacks nothing. */
function lackOf({ kind, record }: ProtectedObject, live: CatalogueObject): Lack | undefined {
  const wanted = record?.mode ?? 'usual';
  if (kind === 'deferrable' && !live.isDeferrable) return 'DEFERRABLE';
  if (live.mode === 'not valid') return wanted === 'not valid' ? undefined : 'VALIDATE';
  if (wanted === 'forced') return live.mode === 'forced' ? undefined : 'FORCE';
  const isOff = live.mode === 'disabled' || live.mode === 'replica';
  return isOff && wanted !== 'disabled' && wanted !== live.mode ? 'ENABLE' : undefined;
}
