import { bareHash, type LedgerEntry } from './ledger';
import { waysBetween, type MigrationEdge } from './migration-graph';

/**
 * Where a migration of Prisma 8 stands in a database.
 *
 * - applied: the ledger has it
 * - drifted: the ledger has it, with another hash than its files have
 * - pending: it lies on the way from where the database is to the contract
 * - not-needed: it was never applied, and does not lie on that way: the database got there otherwise, or goes another way
 */
type EdgeState = 'applied' | 'drifted' | 'pending' | 'not-needed';

/** One migration, and the entries of the ledger that are about it. */
export interface EdgeStanding {
  readonly edge: MigrationEdge;
  readonly state: EdgeState;
  readonly entries: readonly LedgerEntry[];
  /** Whether it lies on a way from the empty database to where this one is, whatever brought it there. */
  readonly isBehind: boolean;
}

/**
 * Where a database is among the migrations.
 *
 * - empty: Prisma 8 has changed nothing there
 * - there: at the project's contract
 * - before: migrations lead from where it is to the project's contract
 * - unplanned: no migration leads to the project's contract yet
 * - elsewhere: at a contract that no migration knows, so that none leads on from there
 * - apart: at a contract of the migrations from which none leads to the project's
 * - no-contract: the project's contract was not emitted
 */
export type Place = 'empty' | 'there' | 'before' | 'unplanned' | 'elsewhere' | 'apart' | 'no-contract';

/** How the migrations of one space stand in a database. */
export interface SpaceStanding {
  readonly place: Place;
  readonly migrations: readonly EdgeStanding[];
  /** The last entry of each migration that the ledger has and the folder has not. */
  readonly missing: readonly LedgerEntry[];
  /** How many changes the ledger has that no migration made. */
  readonly updates: number;
}

/** What is known of one space. */
export interface SpaceFacts {
  readonly edges: readonly MigrationEdge[];
  /** The contract of the project, to which the database should come. */
  readonly contract: string | undefined;
  /** The contract at which the database is. */
  readonly marker: string | undefined;
  /** The entries of this space, oldest first. */
  readonly ledger: readonly LedgerEntry[];
}

/** Compares the migrations of a space with what a database keeps of it. */
export function standingOf({ edges, contract, marker, ledger }: SpaceFacts): SpaceStanding {
  const bare = edges.map(withBareHashes);
  const target = contract === undefined ? undefined : bareHash(contract);
  const here = marker === undefined ? undefined : bareHash(marker);
  const onTheWay = wayOn(bare, here, target);
  const behind = new Set(wayBehind(bare, here, ledger).map(({ name }) => name));
  const ofEdges = bare.map((edge, at): EdgeStanding => {
    const entries = ledger.filter((entry) => isOf(entry, edge));
    const state =
      entries.length > 0 ? stateIn(entries, edge) : isIn(onTheWay, edge) ? 'pending' : 'not-needed';
    // After a way back, what was applied once is on the way again.
    const again = state === 'applied' && isIn(onTheWay, edge) ? 'pending' : state;
    return { edge: edges[at] ?? edge, state: again, entries, isBehind: behind.has(edge.name) };
  });
  const known = new Set(ofEdges.flatMap(({ entries }) => entries));
  const strangers = ledger.filter((entry) => entry.migration !== undefined && !known.has(entry));
  return {
    place: placeOf(bare, here, target),
    migrations: ofEdges,
    missing: [...new Map(strangers.map((entry) => [entry.migration, entry])).values()],
    updates: ledger.filter((entry) => entry.migration === undefined && !known.has(entry)).length,
  };
}

function withBareHashes(edge: MigrationEdge): MigrationEdge {
  const { from, to } = edge;
  return { ...edge, from: from === undefined ? undefined : bareHash(from), to: bareHash(to) };
}

function isIn(way: readonly MigrationEdge[], { name }: MigrationEdge): boolean {
  return way.some((one) => one.name === name);
}

/** A folder may have been renamed; in older databases the contracts alone tell. */
function isOf({ migration, hash, from, to }: LedgerEntry, edge: MigrationEdge): boolean {
  if (migration !== undefined) return migration === edge.name || (hash !== undefined && hash === edge.hash);
  if (hash !== undefined) return false;
  return (from && bareHash(from)) === edge.from && bareHash(to) === edge.to;
}

function stateIn(entries: readonly LedgerEntry[], edge: MigrationEdge): 'applied' | 'drifted' {
  const hash = entries.at(-1)?.hash;
  return hash === undefined || edge.hash === undefined || hash === edge.hash ? 'applied' : 'drifted';
}

/** To the contract; where none leads there, all that can be reached. */
function wayOn(
  edges: readonly MigrationEdge[],
  here: string | undefined,
  target: string | undefined,
): readonly MigrationEdge[] {
  const ways = waysBetween(edges, here);
  const way = target === undefined ? undefined : ways.get(target);
  if (way) return way;
  return [...new Set([...ways.values()].flat())];
}

/** From the empty database to where this one is; where no migration knows that, to the last contract that one does. */
function wayBehind(
  edges: readonly MigrationEdge[],
  here: string | undefined,
  ledger: readonly LedgerEntry[],
): readonly MigrationEdge[] {
  const ways = waysBetween(edges, undefined);
  const been = [...ledger.map(({ to }) => bareHash(to)), ...(here === undefined ? [] : [here])];
  const last = been.findLast((hash) => ways.has(hash));
  return (last === undefined ? undefined : ways.get(last)) ?? [];
}

function placeOf(
  edges: readonly MigrationEdge[],
  here: string | undefined,
  target: string | undefined,
): Place {
  if (target === undefined) return 'no-contract';
  if (here === target) return 'there';
  if (!edges.some(({ to }) => to === target)) return 'unplanned';
  if (waysBetween(edges, here).has(target)) return here === undefined ? 'empty' : 'before';
  if (here === undefined) return 'empty';
  return edges.some(({ from, to }) => from === here || to === here) ? 'apart' : 'elsewhere';
}
