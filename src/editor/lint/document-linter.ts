import type { FileProblem } from '../../core/json/problem';
import type { AppliedRow } from '../../workflows/edited-applied';
import type { LintReport } from '../../workflows/lint-report';
import type { UnreadFile } from '../../workflows/lint-source';

/** A document as it was at one version. `uri` is the identity that findings carry as their `file`. */
export interface DocumentSnapshot {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  /** What is remembered of it in a database, where it is applied there. */
  readonly applied?: AppliedRow | undefined;
}

/**
 * What linting one document found, and the text of every other file that a finding, a related location or an edit speaks
 * of, as the linter read it: offsets mean nothing without the text they were counted in.
 */
export interface DocumentReport extends Pick<LintReport, 'findings' | 'texts'> {
  /** What is wrong with the document, where it configures us. */
  readonly problems: readonly FileProblem[];
  /** What could not be read of its project, so that findings may be missing. */
  readonly unread: readonly UnreadFile[];
  /** Sentences for the log about how far the result goes. */
  readonly notices: readonly string[];
  /** Of a migration only: makes files of new migrations beside it. */
  readonly newMigration?: NewMigration;
}

/**
 * The URI of the `migration.sql` of a new migration that Prisma applies after all that are there, named now; undefined
 * where none can come last. The label is as a person writes it.
 */
export type NewMigration = (label: string) => string | undefined;

/** Lints single documents. It keeps what it knows of their projects until it learns that a file has changed. */
export interface DocumentLinter {
  lint(document: DocumentSnapshot): Promise<DocumentReport>;
  /** Forgets what depends on the file with that URI; without one, everything. */
  invalidate(uri?: string): void;
}
