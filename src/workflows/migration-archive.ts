import type { Whereabouts } from '../core/status/whereabouts';

/** A text that is looked for. */
export interface WantedText {
  /** As the row has it. */
  readonly checksum: string;
  /** The migration's name: files of that name are looked into first. */
  readonly name: string;
}

/** Where in git a text was found. */
export interface TextLocation {
  /** index: staged, but not committed. */
  readonly kind: 'commit' | 'stash' | 'index';
  /** From the work tree's top. */
  readonly path: string;
  /** The commit's id; undefined for the index, and where git did not say which has it. */
  readonly commit: string | undefined;
  /** A branch or tag that has the commit, or the stash, as git names them; undefined where only a reflog knows it. */
  readonly ref: string | undefined;
}

/** A text from which a checksum was made. */
export interface FoundText {
  readonly text: string;
  readonly location: TextLocation;
}

/** Who brought a migration in, and when. */
export interface BringingCommit {
  readonly commit: string;
  /** The author's name, without an address. */
  readonly author: string;
  readonly date: Date;
}

/** What version control keeps of migrations, whatever path, branch or stash they are in. Nothing is fetched. */
export interface MigrationArchive {
  /** By checksum; without those that no text in git gives. */
  findTexts(wanted: readonly WantedText[]): Promise<ReadonlyMap<string, FoundText>>;
  /** By name; without those that git has never seen. */
  whereIs(names: readonly string[]): Promise<ReadonlyMap<string, Whereabouts>>;
  /** The commits that brought migrations in, by name; without those that are not committed, or whose commit git has not got. */
  broughtIn(names: readonly string[]): Promise<ReadonlyMap<string, BringingCommit>>;
  /** The text of a migration's file at HEAD; undefined where HEAD has none. */
  committedText(name: string): Promise<string | undefined>;
}

/** Migrations that a database has applied and that are missing here, by what git has of them. */
export interface MissingMigrations {
  /** The text of one; undefined where git has not got it. */
  textOf(name: string, where: Whereabouts): Promise<string | undefined>;
  /**
   * Brings the folder of one into the work tree and the index, and nothing else.
   *
   * @throws HumanError where it is here already, or cannot come
   */
  checkOut(name: string, where: Whereabouts): Promise<void>;
}
