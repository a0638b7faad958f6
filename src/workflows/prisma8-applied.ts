import type { MigrationRow } from '../core/database/migration-row';
import { HumanError } from '../core/human-error';
import { ownSpace, type LedgerEntry, type Prisma8Records } from '../core/prisma8/ledger';
import { standingOf, type Place, type SpaceStanding } from '../core/prisma8/standing';
import type { AttentionKind } from '../core/status/migration-status';
import type { MigrationsFolder8, Prisma8Source } from './lint-source';

/** Where a database is among the contracts of a project of Prisma 8. */
export interface Prisma8Standing {
  readonly place: Place;
  /** The contract at which the database is; undefined where Prisma 8 has changed nothing there. */
  readonly marker: string | undefined;
  /** The contract of the project; undefined where it was not emitted. */
  readonly contract: string | undefined;
  /** How many changes were made without a migration: by `db update` or `db init`. */
  readonly updates: number;
  /** Whether an earlier Prisma keeps its migrations in this database, too. */
  readonly hasOlder: boolean;
  /** Why somebody should look at it. */
  readonly attention: Exclude<AttentionKind, 'lost' | 'failed'> | undefined;
}

/** How the migrations of one folder stand in a database. */
export interface FolderStanding extends SpaceStanding {
  readonly folder: MigrationsFolder8;
}

/** The migrations of a project of Prisma 8 as a database has applied them. */
export interface Applied8 {
  readonly standings: readonly FolderStanding[];
  /** For each migration here that was applied, its last entry, in the form of a row of earlier versions. */
  readonly rows: readonly MigrationRow[];
  /** Names of the migrations whose files are no longer what was applied. */
  readonly drifted: ReadonlySet<string>;
  /** Whether a migration makes what the database has not got yet, neither by it nor in another way. */
  readonly isPending: (migration: string) => boolean;
}

/**
 * Compares the migrations with what Prisma keeps in a database.
 *
 * @throws HumanError where nothing that was applied there is known here
 */
export function applied8(
  prisma8: Prisma8Source,
  records: Prisma8Records | undefined,
  location: string,
): Applied8 {
  const standings = prisma8.folders.map((folder) => ({ folder, ...standingIn(folder, prisma8, records) }));
  assertOwn(standings, location);
  const all = standings.flatMap(({ migrations }) => migrations);
  const toCome = notYetThere(standings);
  return {
    standings,
    rows: all.flatMap(({ edge: { name }, entries }) => {
      const entry = entries.at(-1);
      return entry ? [rowOf(entry, name)] : [];
    }),
    drifted: new Set(all.flatMap(({ edge: { name }, state }) => (state === 'drifted' ? [name] : []))),
    isPending: (migration) => toCome.has(migration),
  };
}

function standingIn(
  { space, edges }: MigrationsFolder8,
  { contractHash }: Prisma8Source,
  records: Prisma8Records | undefined,
): SpaceStanding {
  return standingOf({
    edges,
    // Of an extension, what its migrations come to is what its database needs.
    contract: space === ownSpace ? contractHash : lastOf(edges),
    marker: records?.markers.get(space),
    ledger: records?.ledger.filter((entry) => entry.space === space) ?? [],
  });
}

/** The contract from which no migration leads on. */
function lastOf(edges: MigrationsFolder8['edges']): string | undefined {
  return edges.findLast(({ to }) => !edges.some(({ from }) => from === to))?.to;
}

/** An entry in the form of a row of earlier versions. */
export function rowOf({ id, hash, appliedAt }: LedgerEntry, name: string): MigrationRow {
  return {
    ...{ id, name, checksum: hash ?? '', startedAt: appliedAt, finishedAt: appliedAt },
    ...{ rolledBackAt: undefined, logs: undefined, appliedSteps: 1 },
  };
}

/** What the migrations make that the database has neither applied nor got in another way. */
function notYetThere(standings: readonly FolderStanding[]): ReadonlySet<string> {
  return new Set(
    standings.flatMap(({ migrations }) =>
      migrations.flatMap(({ edge: { name }, state, isBehind }) => {
        const isDone = state === 'applied' || state === 'drifted' || (state === 'not-needed' && isBehind);
        return isDone ? [] : [name];
      }),
    ),
  );
}

/**
 * Refuses a database that another project migrates.
 *
 * @throws HumanError
 */
function assertOwn(standings: readonly FolderStanding[], location: string): void {
  const own = standings.find(({ folder }) => folder.space === ownSpace);
  if (!own || own.missing.length === 0) return;
  const isKnown = own.migrations.some(({ entries }) => entries.length > 0);
  if (isKnown || own.place === 'there' || own.place === 'before') return;
  throw new HumanError(
    `None of the migrations of Prisma 8 that ${location} has applied is in this project: it is the database of another one. Check which URL this is (--env), and which project (--project).`,
  );
}
