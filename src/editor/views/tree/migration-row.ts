import { isOpen } from '../../../core/status/migration-status';
import type { KnownMigration } from '../../databases/known-state';
import type { KnownFinding } from '../../findings/known-finding';
import type { FileMigration } from '../../findings/linted-project';

/** A migration as the tree shows it: by what its database says, by its files, or both. */
export interface MigrationRow {
  readonly name: string;
  /** The URI of its `migration.sql` or `ops.json`; null where there is none. */
  readonly file: string | null;
  /** Where it stands in the chosen environment; undefined while that is not known. */
  readonly known: KnownMigration | undefined;
  /** Whether it is merged; undefined while nobody has looked. */
  readonly isSettled: boolean | undefined;
  /** Of Prisma 8: it is on a branch, beside the way from the empty database to the contract. */
  readonly isBeside: boolean;
  /** The errors and warnings in it, the worst first. */
  readonly dangers: readonly KnownFinding[];
}

/**
 * The migrations of a project: in Prisma's order where a database was asked, what is newer than its answer behind.
 *
 * @param findingsIn what is wrong in a file, by its URI
 */
export function migrationRows(
  known: readonly KnownMigration[],
  inFiles: readonly FileMigration[],
  findingsIn: (file: string) => readonly KnownFinding[],
): MigrationRow[] {
  const row = (
    { name, file }: Pick<FileMigration, 'name' | 'file'>,
    inDatabase: KnownMigration | undefined,
    onDisk: FileMigration | undefined,
  ): MigrationRow => {
    const dangers = file === null ? none : dangersOf(filesOf(file).flatMap(findingsIn));
    const { isSettled, isBeside = false } = onDisk ?? {};
    return { name, file, known: inDatabase, isSettled, isBeside, dangers };
  };
  // There may be thousands, and the editor waits meanwhile: without an answer of a database nothing is looked up.
  if (known.length === 0) return inFiles.map((migration) => row(migration, undefined, migration));
  const names = new Set(known.map(({ name }) => name));
  const byName = new Map(inFiles.map((migration) => [migration.name, migration]));
  return [
    ...known.map((migration) => row(migration, migration, byName.get(migration.name))),
    ...inFiles
      .filter(({ name }) => !names.has(name))
      .map((migration) => row(migration, undefined, migration)),
  ];
}

/** The files that one migration has findings in; of Prisma 8 it has two. */
export function filesOf(file: string): string[] {
  const facts = file.replace(/\/ops\.json$/, '/migration.json');
  return facts === file ? [file] : [file, facts];
}

const none: readonly KnownFinding[] = [];

/** What somebody should do something about. */
export function dangersOf(findings: readonly KnownFinding[]): readonly KnownFinding[] {
  if (findings.length === 0) return none;
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...errors, ...findings.filter(({ severity }) => severity === 'warning')];
}

/** Whether something is wrong with it. What is only pending, in its order, has a group of its own. */
export function hasProblem({ known, file, dangers, isSettled }: MigrationRow): boolean {
  if (dangers.length > 0) return true;
  return known ? isWrong(known) : file === null && isSettled === false;
}

/** Whether its database says that something is wrong with it. */
export function isWrong(known: KnownMigration): boolean {
  return known.needsAttention && (!isOpen(known) || known.outOfOrder);
}

/** A migration's name without the time that it begins with, and the day of that: `add_tags`, `2026-03-01`. */
export function splitName(name: string): { readonly title: string; readonly day: string | undefined } {
  const [, year, month, day, title] = /^(\d{4})(\d\d)(\d\d)(?:T?\d+)?_(.+)$/.exec(name) ?? [];
  return title === undefined ? { title: name, day: undefined } : { title, day: `${year}-${month}-${day}` };
}
