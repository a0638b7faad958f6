import type { Author } from '../../ledger/records';

/** The index that a finding is about, for those who see nothing but the finding. */
export interface LostIndex {
  /** The migration that made it, and who wrote the statement there. */
  readonly migration: string;
  readonly author: Author;
  /** The statement on one line that makes it again, with a semicolon; undefined where it cannot be given, or no longer run. */
  readonly statement: string | undefined;
  /** What goes wrong without it, as a sentence; undefined where its definition is not known. */
  readonly cost: string | undefined;
}
