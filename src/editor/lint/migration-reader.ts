import type { StatementTitle } from '../../core/symbols/statement-titles';
import type { Fix } from '../../core/linter/findings/finding';
import type { EntryNote, ModelHint } from '../../workflows/annotations';
import type { IndexChoices } from '../../workflows/index-choices';
import type { IndexSymbols } from '../../workflows/index-symbols';
import type { MigrationFile } from '../../workflows/lint-source';
import type { DocumentSnapshot } from './document-linter';

/** A migration that is open, and the symbols of the indexes that it names. */
export interface MigrationSymbols {
  readonly symbols: IndexSymbols;
  readonly migration: MigrationFile;
  /** The texts of the project's files, by URI, in which the offsets of the symbols were counted. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What there is to know of open migrations besides what is wrong with them. */
export interface MigrationReader {
  /** Undefined where the document belongs to no project of ours. */
  symbolsOf(document: DocumentSnapshot): Promise<MigrationSymbols | undefined>;
  titlesIn(text: string): readonly StatementTitle[];
  /**
   * How many errors and warnings count in the migration at a URI, as it is on disk; undefined where nobody knows yet,
   * because no migration of its project has been opened.
   */
  dangersIn(migration: string): Promise<number | undefined>;
  /** Whether the migration at a URI is new since the base; undefined where it belongs to no project of ours. */
  isDraft(migration: string): Promise<boolean | undefined>;
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
