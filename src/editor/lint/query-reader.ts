import type { QueryNote } from '../../core/linter/query-notes';
import type { DocumentReport, DocumentSnapshot } from './document-linter';

/** What there is to say of the queries in a document. */
export interface QueriesReport extends DocumentReport {
  /** On the operators that search vectors, in the order of the text. */
  readonly notes: readonly QueryNote[];
}

/** Judges the queries with vector operators that stand in the code of projects. */
export interface QueryReader {
  /**
   * @param document a script, or a file of SQL that is no migration
   * @param migrationsFolders those of the projects whose database it may ask
   */
  queriesIn(document: DocumentSnapshot, migrationsFolders: readonly string[]): Promise<QueriesReport>;
}
