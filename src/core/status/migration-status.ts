import { isApplied, isFailed, isMarkedByHand, type MigrationRow } from '../database/migration-row';
import type { Whereabouts } from './whereabouts';

/**
 * Where one migration stands in one database.
 *
 * - applied; marked: `migrate resolve --applied` said so, its SQL may never have run
 * - pending: not applied; rolled-back: the same, after a failure that somebody resolved
 * - failed: it broke off, and nothing else is applied until somebody resolves it
 * - drifted: applied, but its file no longer gives the row's checksum
 * - missing: applied, but there is no such folder here
 * - squashed: the same, because other migrations took its place
 * - empty: a folder without migration.sql, at which Prisma stops
 * - not-needed: with Prisma 8, not applied, and not on the way from where the database is to the contract
 */
export type AppliedState =
  | 'applied'
  | 'marked'
  | 'pending'
  | 'rolled-back'
  | 'failed'
  | 'drifted'
  | 'missing'
  | 'squashed'
  | 'empty'
  | 'not-needed';

/** A migration of the project, or one that only the database knows. */
export interface MigrationStatus {
  readonly name: string;
  readonly state: AppliedState;
  /** Its `migration.sql`, as it came in; undefined where there is none. */
  readonly file: string | undefined;
  /** The row that tells the state; undefined where nobody has ever tried to apply it. */
  readonly row: MigrationRow | undefined;
  /** How many rows have this name: each retry adds one. */
  readonly attempts: number;
  /** Not applied, although one that comes later in the history is. */
  readonly outOfOrder: boolean;
  /** git has not got it: nobody else can apply the same. False where git does not know. */
  readonly uncommitted: boolean;
  /** Applied to a database that others use, without being committed. */
  readonly stray: boolean;
  /** Where git has what is missing here, if it has been asked and knows. */
  readonly where?: Whereabouts | undefined;
  /**
   * Of a failed one, what PostgreSQL has left of it: nothing, all or nothing (nobody knows whether it came to its end), or
   * maybe a part; undefined where its file is not what failed.
   */
  readonly left?: 'undone' | 'all-or-nothing' | 'unknown' | undefined;
  /** Of a squashed one: the migrations in its place that this database does not know as applied yet. */
  readonly unmarked?: readonly string[];
}

/** What the states are found from. */
export interface StatusFacts {
  /** The project's migrations in Prisma's order; `file` undefined for a folder without migration.sql. */
  readonly migrations: readonly { readonly name: string; readonly file: string | undefined }[];
  /** Oldest first. */
  readonly rows: readonly MigrationRow[];
  /** Whether Prisma would accept the migration's file for the row's checksum. */
  readonly accepts: (migration: string, row: MigrationRow) => boolean;
  /** Names of the migrations that are committed; undefined without git. */
  readonly committed: ReadonlySet<string> | undefined;
  /** Whether others use the database too. */
  readonly isShared: boolean;
  /** Puts names into the order in which the project's Prisma applies them. */
  readonly inOrder: (names: readonly string[]) => readonly string[];
}

/** Every migration that the project or the database knows, once, in Prisma's order. */
export function migrationStatuses(facts: StatusFacts): MigrationStatus[] {
  const rows = new Map<string, MigrationRow[]>();
  for (const row of facts.rows) rows.set(row.name, [...(rows.get(row.name) ?? []), row]);
  const files = new Map(facts.migrations.map(({ name, file }) => [name, file]));
  const names = facts.inOrder([...new Set([...files.keys(), ...rows.keys()])]);
  const lastApplied = names.findLastIndex((name) => files.has(name) && rows.get(name)?.some(isApplied));
  return names.flatMap((name, position) => {
    const own = rows.get(name) ?? [];
    const row = tellingRow(own);
    // Somebody else's attempt that came to nothing is no business of this checkout.
    if (!files.has(name) && row && !isApplied(row) && !isFailed(row)) return [];
    const file = files.get(name);
    const state = stateOf(
      name,
      row,
      { isHere: files.has(name), hasScript: file !== undefined },
      facts.accepts,
    );
    const uncommitted = file !== undefined && facts.committed?.has(name) === false;
    const open = state === 'pending' || state === 'rolled-back';
    return {
      ...{ name, state, file, row, attempts: own.length },
      outOfOrder: open && position < lastApplied,
      uncommitted,
      stray: facts.isShared && uncommitted && row !== undefined && isApplied(row),
    };
  });
}

/** A failure stops everything, so it tells first; then what was applied; then the newest attempt. */
function tellingRow(rows: readonly MigrationRow[]): MigrationRow | undefined {
  return rows.findLast(isFailed) ?? rows.findLast(isApplied) ?? rows.at(-1);
}

function stateOf(
  name: string,
  row: MigrationRow | undefined,
  { isHere, hasScript }: { isHere: boolean; hasScript: boolean },
  accepts: StatusFacts['accepts'],
): AppliedState {
  if (row && isFailed(row)) return 'failed';
  if (!isHere) return 'missing';
  if (!hasScript) return 'empty';
  if (!row) return 'pending';
  if (!isApplied(row)) return 'rolled-back';
  if (!accepts(name, row)) return 'drifted';
  return isMarkedByHand(row) ? 'marked' : 'applied';
}

/**
 * The migrations that this database does not know as applied, of those that took the place of one that is missing here;
 * undefined where none did.
 *
 * @param applied names of the applied ones
 */
export function unmarkedOf(
  where: Whereabouts | undefined,
  applied: ReadonlySet<string>,
): readonly string[] | undefined {
  return where?.kind === 'squashed' ? where.into.filter((name) => !applied.has(name)) : undefined;
}

/** Whether Prisma's next deploy would apply it, if nothing stands in the way. */
export function isOpen({ state }: Pick<MigrationStatus, 'state'>): boolean {
  return state === 'pending' || state === 'rolled-back';
}

/**
 * Why somebody should look at a database.
 *
 * - lost: a protected index is missing, invalid or another one
 * - failed: Prisma applies nothing there until somebody acts
 * - drifted: what was applied is not what the files say
 * - pending: a migration is still to be applied
 */
export const attentionKinds = ['lost', 'failed', 'drifted', 'pending'] as const;

export type AttentionKind = (typeof attentionKinds)[number];

/** Why somebody should look at a migration; undefined where nobody has to. */
export function attentionOf({
  state,
  stray,
  unmarked = [],
}: Pick<MigrationStatus, 'state' | 'stray' | 'unmarked'>): Exclude<AttentionKind, 'lost'> | undefined {
  switch (state) {
    case 'failed':
    case 'empty':
      return 'failed';
    case 'drifted':
    case 'missing':
      return 'drifted';
    case 'squashed':
      return unmarked.length > 0 ? 'drifted' : undefined;
    case 'pending':
    case 'rolled-back':
      return 'pending';
    case 'not-needed':
      return undefined;
    case 'applied':
    case 'marked':
      return stray ? 'drifted' : undefined;
  }
}

/** Whether somebody should do something about it. */
export function needsAttention(
  status: Pick<MigrationStatus, 'state' | 'outOfOrder' | 'stray' | 'unmarked'>,
): boolean {
  return attentionOf(status) !== undefined || status.outOfOrder;
}
