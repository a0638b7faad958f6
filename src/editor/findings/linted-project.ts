import type { PlainIndex, PlainObject } from '../../workflows/plain-status';
import type { KnownFinding } from './known-finding';

/** A migration, by its files alone. */
export interface FileMigration {
  readonly name: string;
  /** The URI of its `migration.sql` or `ops.json`; null where there is none. */
  readonly file: string | null;
  /** Whether it is merged. */
  readonly isSettled: boolean;
  /** Of Prisma 8: it is on a branch, beside the way from the empty database to the contract. */
  readonly isBeside?: boolean;
}

/** A protected index, by the files alone. */
export type FileIndex = Pick<
  PlainIndex,
  'schema' | 'name' | 'table' | 'listed' | 'madeIn' | 'method' | 'declared' | 'origin' | 'createStatement'
>;

/** Something protected that is no index, by the files alone. */
export type FileObject = Omit<PlainObject, 'state' | 'differences'>;

/** What the files of one project tell. */
export interface LintedProject {
  /** The URI of the migrations folder, which tells projects apart. */
  readonly migrationsFolder: string;
  readonly migrations: readonly FileMigration[];
  readonly indexes: readonly FileIndex[];
  readonly objects: readonly FileObject[];
  readonly findings: readonly KnownFinding[];
  /** Sentences for the log about how far the result goes. */
  readonly notices: readonly string[];
  /** Why the project could not be linted; then there is nothing else. */
  readonly failure?: string | undefined;
  /** The paths of git's files that change with each commit and each switch of branch, where they are outside of the project. */
  readonly gitLogs: readonly string[];
  /** The URIs of the files that its migration-guard.json extends, be they there or not. */
  readonly configuredBy: readonly string[];
}
