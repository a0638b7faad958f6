import type { FileProblem } from '../core/json/problem';
import type { LintReport } from '../workflows/lint-report';
import type { Fix } from '../core/linter/findings/finding';
import type { StatementTitle } from '../core/guide/statement-titles';
import type { EntryNote, ModelHint } from '../workflows/annotations';
import type { AppliedRow } from '../workflows/edited-applied';
import type { IndexGuide } from '../workflows/index-guide';
import type { IndexChoices } from '../workflows/index-choices';
import type { MigrationFile, UnreadFile } from '../workflows/lint-source';

/** A document as it was at one version. `uri` is the identity that findings carry as their `file`. */
export interface DocumentSnapshot {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  /** What is remembered of it in a database, where it is applied there. */
  readonly applied?: AppliedRow | undefined;
}

/**
 * What linting one document found, and the text of every other file that a finding, a related place or an edit speaks
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

/** Lints single documents. It keeps what it knows of their projects until it is told that a file has changed. */
export interface DocumentLinter {
  lint(document: DocumentSnapshot): Promise<DocumentReport>;
  /** Forgets what depends on the file with that URI; without one, everything. */
  invalidate(uri?: string): void;
  /** The address of the page that explains a rule. */
  pageOf(rule: string): string;
}

/** A migration that is open, and who knows the indexes that it names. */
export interface GuidedMigration {
  readonly guide: IndexGuide;
  readonly migration: MigrationFile;
  /** The texts of the project's files, by URI, in which the guide's offsets were counted. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What there is to know of open migrations besides what is wrong with them. */
export interface MigrationReader {
  /** Undefined where the document belongs to no project of ours. */
  guideTo(document: DocumentSnapshot): Promise<GuidedMigration | undefined>;
  titlesIn(text: string): readonly StatementTitle[];
  /**
   * How many errors and warnings count in the migration at a URI, as it is on disk; undefined where nobody knows yet,
   * because no migration of its project has been opened.
   */
  dangersIn(migration: string): Promise<number | undefined>;
  /** What the tables of a schema file's models have and the schema does not show. */
  hintsIn(document: DocumentSnapshot): Promise<SchemaHints>;
  /** Where the entries of a drift-ignore.json come from; undefined where it has mistakes or no project. */
  entriesIn(document: DocumentSnapshot): Promise<DriftIgnoreNotes | undefined>;
  /** What can be written about a protected index of the project with that migrations folder; undefined for any other. */
  choicesFor(
    migrationsFolder: string,
    index: { readonly schema: string | undefined; readonly name: string },
  ): Promise<IndexChoicesHere | undefined>;
}

/** Texts by URI, in which the offsets of others than the document were counted. */
interface WithTexts {
  readonly texts: ReadonlyMap<string, string>;
}

export interface SchemaHints extends WithTexts {
  readonly hints: readonly ModelHint[];
}

interface IndexChoicesHere extends WithTexts {
  readonly choices: IndexChoices;
}

export interface DriftIgnoreNotes extends WithTexts {
  readonly notes: readonly EntryNote[];
  /** Lists what is protected and not listed yet; undefined where nothing is missing. */
  readonly missing: Fix | undefined;
}
