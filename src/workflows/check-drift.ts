import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import { diffStatements, type StatementChange } from '../core/drift/statement-diff';
import { verdictOf } from '../core/drift/verdict';
import { isApplied, type MigrationRow } from '../core/database/migration-row';
import { unmarkedOf } from '../core/status/migration-status';
import { inPrismaOrder } from '../core/status/order';
import type { Whereabouts } from '../core/status/whereabouts';
import { appliedTexts, type AppliedText, type FileOfRow } from './applied-texts';
import type { DatabaseReader } from './database';
import type { LintSource, MigrationFile } from './lint-source';
import { assertOwnHistory } from './own-history';
import { whereaboutsOf } from './whereabouts';

/**
 * What can be proved about a drifted migration.
 *
 * - cosmetic: its tokens are those of what was applied
 * - changed: they are not; `changes` has the statements, and is empty where only what stands between them differs
 * - unproved: the applied text is nowhere to be found
 */
export type Verdict =
  | { readonly kind: 'cosmetic'; readonly applied: AppliedText }
  | { readonly kind: 'changed'; readonly applied: AppliedText; readonly changes: readonly StatementChange[] }
  | { readonly kind: 'unproved' };

/** An applied migration whose file no longer gives the row's checksum. */
export interface DriftedMigration {
  readonly name: string;
  readonly file: string;
  /** Today's text, and its checksum. */
  readonly text: string;
  readonly checksum: string;
  readonly row: MigrationRow;
  readonly verdict: Verdict;
}

/** A migration that was applied, but is not among the files. */
interface MissingMigration {
  readonly name: string;
  readonly row: MigrationRow;
  /** Undefined where git does not know it, or there is no git. */
  readonly where: Whereabouts | undefined;
}

interface SquashedMigration extends MissingMigration {
  /** Those in its place that this database does not know as applied yet. */
  readonly unmarked: readonly string[];
}

/** How the files of one project compare with what a database says was applied. */
export interface DriftReport {
  readonly root: string;
  /** Tells projects of one root apart. */
  readonly migrationsFolder?: string | undefined;
  readonly environment: string;
  /** Where the database is: `localhost:5432/app`. */
  readonly location: string;
  /** Whether one person develops with it, so that its rows may be repaired. */
  readonly isLocal: boolean;
  readonly hasTable: boolean;
  readonly hasGit: boolean;
  /** The names of applied migrations whose files give the rows' checksums, in Prisma's order, as the others are. */
  readonly unchanged: readonly string[];
  readonly drifted: readonly DriftedMigration[];
  readonly missing: readonly MissingMigration[];
  /** Missing because other migrations took their place. */
  readonly squashed: readonly SquashedMigration[];
}

export interface CheckDriftOptions {
  readonly sha256: Sha256;
  /** Names of the migrations to look at; undefined means all. */
  readonly only?: ReadonlySet<string> | undefined;
}

/**
 * Compares every applied migration with its file, and says what can be proved where they differ. One question to the
 * database; git is asked only where something differs.
 *
 * @throws HumanError where the database gives no answer
 */
export async function checkDrift(
  source: LintSource,
  environment: string,
  database: DatabaseReader,
  { sha256, only }: CheckDriftOptions,
): Promise<DriftReport> {
  const rows = await database.readRows();
  await assertOwnHistory(rows, source, database.location, sha256);
  const applied = (rows ?? []).filter((row) => isApplied(row) && (only?.has(row.name) ?? true));
  const files = new Map(source.migrations.map((file) => [file.name, file]));
  const unread = new Set((source.unread ?? []).flatMap(({ migration }) => migration ?? []));
  const pairs = inOrder(applied, source).map((row) => ({ row, file: files.get(row.name) }));
  const accepted = (pair: FileOfRow): boolean => acceptsChecksum(pair.file.text, pair.row.checksum, sha256);
  const both = pairs.filter(hasFile);
  const drifted = both.filter((pair) => !accepted(pair));
  const names = new Set(drifted.map(({ row }) => row));
  // A file that is there but cannot be read is reported by whoever read the project.
  const missing = pairs.filter(({ row, file }) => !file && !unread.has(row.name)).map(({ row }) => row);
  const [verdicts, whereabouts] = await Promise.all([
    appliedTexts(drifted, source, sha256),
    missing.length > 0 ? whereaboutsOf(missing, source, sha256) : undefined,
  ]);
  const appliedNames = new Set((rows ?? []).filter(isApplied).map(({ name }) => name));
  const absent = missing.map((row): MissingMigration & { readonly unmarked?: readonly string[] } => {
    const where = whereabouts?.get(row.name);
    const unmarked = unmarkedOf(where, appliedNames);
    return { name: row.name, row, where, ...(unmarked && { unmarked }) };
  });
  return {
    root: source.root,
    migrationsFolder: source.migrationsFolder,
    environment,
    location: database.location,
    isLocal: database.isLocal,
    hasTable: rows !== undefined,
    hasGit: source.archive !== undefined,
    unchanged: both.filter(({ row }) => !names.has(row)).map(({ row }) => row.name),
    drifted: drifted.map(({ row, file }) => ({
      ...{ name: row.name, file: file.file, text: file.text, checksum: sha256(file.text), row },
      verdict: judge(file.text, verdicts.get(row)),
    })),
    missing: absent.filter((one) => !isSquashed(one)),
    squashed: absent.filter(isSquashed),
  };
}

/** Whether anybody should do something about it. */
export function hasDrift({ drifted, missing, squashed }: DriftReport): boolean {
  return drifted.length > 0 || missing.length > 0 || squashed.some(({ unmarked }) => unmarked.length > 0);
}

function isSquashed(
  one: MissingMigration & { readonly unmarked?: readonly string[] },
): one is SquashedMigration {
  return one.unmarked !== undefined;
}

function hasFile(pair: { row: MigrationRow; file: MigrationFile | undefined }): pair is FileOfRow {
  return pair.file !== undefined;
}

/** Rows of one name stay as they are: oldest first. */
function inOrder(rows: readonly MigrationRow[], { prisma }: LintSource): MigrationRow[] {
  const named = new Map<string, MigrationRow[]>();
  for (const row of rows) named.set(row.name, [...(named.get(row.name) ?? []), row]);
  return inPrismaOrder([...named.keys()], prisma.version).flatMap((name) => named.get(name) ?? []);
}

function judge(now: string, applied: AppliedText | undefined): Verdict {
  if (!applied) return { kind: 'unproved' };
  // Texts that differ in their line ends alone are the same, but Prisma does not try every mixture of them.
  if (verdictOf(applied.text, now) !== 'changed') return { kind: 'cosmetic', applied };
  return { kind: 'changed', applied, changes: diffStatements(applied.text, now) };
}
