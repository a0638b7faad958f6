import type { MigrationFacts } from './migration-facts';

/** A migration of Prisma 8, which leads from one contract to another. */
export interface MigrationEdge extends MigrationFacts {
  /** The name of its folder. */
  readonly name: string;
}

/** Migrations one behind the other, as one database gets them. */
export interface MigrationLine {
  readonly migrations: readonly MigrationEdge[];
  /** The contract at which it begins, to which no migration leads; undefined for the empty database. */
  readonly beginsAt: string | undefined;
}

/** The migrations of a project in the order in which they are applied. */
export interface MigrationGraph {
  /**
   * The main line first: from the empty database to the contract of the project. Each other line ends in a migration that
   * is in none before it: a branch, or the way back. Each migration is in one line at least.
   */
  readonly lines: readonly MigrationLine[];
}

/** The empty database, among the hashes of contracts. */
const empty = Symbol('empty');
type Node = string | typeof empty;

/**
 * Finds the lines. Of several ways Prisma takes the shortest, and of those the oldest.
 *
 * @param target the hash of the project's contract, where it is known
 */
export function readGraph(edges: readonly MigrationEdge[], target: string | undefined): MigrationGraph {
  const sorted = edges.toSorted(byAge);
  const ways = waysFrom(empty, sorted);
  const beginnings: Beginning[] = [{ beginsAt: undefined, ways }];
  const reached = new Set<MigrationEdge>(sorted.filter(({ from }) => ways.has(from ?? empty)));
  for (const start of startsOf(sorted, reached)) {
    const others = waysFrom(start, sorted);
    beginnings.push({ beginsAt: start, ways: others });
    for (const edge of sorted) if (edge.from !== undefined && others.has(edge.from)) reached.add(edge);
  }
  const lines: MigrationLine[] = [];
  const inLines = new Set<MigrationEdge>();
  const addLine = (line: MigrationLine): void => {
    lines.push(line);
    for (const edge of line.migrations) inLines.add(edge);
  };
  const main = target === undefined ? undefined : ways.get(target);
  if (main) addLine({ beginsAt: undefined, migrations: main });
  const ends = beginnings
    .flatMap(({ beginsAt, ways: known }) =>
      sorted.flatMap((edge): MigrationLine[] => {
        const before = known.get(edge.from ?? empty);
        return before ? [{ beginsAt, migrations: [...before, edge] }] : [];
      }),
    )
    .toSorted((a, b) => b.migrations.length - a.migrations.length);
  for (const line of ends) {
    const last = line.migrations.at(-1);
    if (last && !inLines.has(last)) addLine(line);
  }
  return { lines };
}

/**
 * The shortest way to each contract that can be reached.
 *
 * @param from undefined for the empty database
 */
export function waysBetween(
  edges: readonly MigrationEdge[],
  from: string | undefined,
): ReadonlyMap<string, readonly MigrationEdge[]> {
  const ways = new Map<string, readonly MigrationEdge[]>();
  for (const [node, way] of waysFrom(from ?? empty, edges.toSorted(byAge))) {
    if (node !== empty) ways.set(node, way);
  }
  return ways;
}

/** Where lines begin, with the ways from there. */
interface Beginning {
  readonly beginsAt: string | undefined;
  readonly ways: ReadonlyMap<Node, readonly MigrationEdge[]>;
}

/** The shortest way to each contract that can be reached. */
function waysFrom(start: Node, sorted: readonly MigrationEdge[]): Map<Node, readonly MigrationEdge[]> {
  const outgoing = new Map<Node, MigrationEdge[]>();
  for (const edge of sorted) {
    const from = edge.from ?? empty;
    outgoing.set(from, [...(outgoing.get(from) ?? []), edge]);
  }
  const ways = new Map<Node, readonly MigrationEdge[]>([[start, []]]);
  const waiting: Node[] = [start];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    for (const edge of outgoing.get(node) ?? []) {
      if (ways.has(edge.to)) continue;
      ways.set(edge.to, [...(ways.get(node) ?? []), edge]);
      waiting.push(edge.to);
    }
  }
  return ways;
}

/** Contracts from which migrations lead that nothing else leads to: of a circle, the oldest migration's. */
function startsOf(sorted: readonly MigrationEdge[], reached: ReadonlySet<MigrationEdge>): string[] {
  const starts: string[] = [];
  const left = new Set(sorted.filter((edge) => !reached.has(edge)));
  while (left.size > 0) {
    const targets = new Set([...left].map(({ to }) => to));
    const [oldest] = left;
    const first = [...left].find(({ from }) => from !== undefined && !targets.has(from)) ?? oldest;
    if (first?.from === undefined) break;
    starts.push(first.from);
    const ways = waysFrom(first.from, [...left]);
    for (const edge of left) if (edge.from !== undefined && ways.has(edge.from)) left.delete(edge);
  }
  return starts;
}

function byAge(a: MigrationEdge, b: MigrationEdge): number {
  return compare(a.createdAt ?? '', b.createdAt ?? '') || compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
