import type { Span } from './known-finding';

/** A vector index and the queries of a project that it serves: plain data, as threads send it to each other. */
export interface UsedIndex {
  readonly name: string;
  /** The URI of the migration that makes it. */
  readonly file: string;
  /** The statement that makes it, as it stands there. */
  readonly statement: string;
  readonly uses: readonly { readonly file: string; readonly span: Span }[];
  /** Whether it may serve others, which PostgreSQL decides by what the query does not say. */
  readonly mayServeMore: boolean;
}

/** What a search of a project's code for queries has found. */
export interface IndexUsesFound {
  readonly indexes: readonly UsedIndex[];
  /** Whether all files and all SQL with vector operators could be read. */
  readonly isComplete: boolean;
  /** Whether some of these operators compare something that the history does not know. */
  readonly hasUnknown: boolean;
  /** How many files were looked into. */
  readonly looked: number;
}
