import { judgeSearch, type JudgedSearch } from '../../queries/judge-search';
import type { VectorQuery } from '../../queries/read-queries';
import type { Ledger } from '../../ledger/ledger';
import type { Range } from '../../range';
import type { A_Expr } from '../../sql/parse-tree';
import type { Grammar } from '../../sql/grammar';

/** A query with what the indexes of the history do for it. */
export interface JudgedQuery {
  readonly query: VectorQuery;
  readonly searches: readonly JudgedSearch[];
  /** The file that it stands in, and its text. */
  readonly file: string;
  readonly text: string;
  /** Where an operator stands in the file. */
  readonly placeOf: (distance: A_Expr) => Range;
}

/**
 * Judges a query.
 *
 * @param ledger what the history makes, all of it
 */
export function judgeQuery(
  query: VectorQuery,
  { file, text }: Pick<JudgedQuery, 'file' | 'text'>,
  ledger: Ledger,
  grammar: Grammar,
): JudgedQuery {
  return {
    ...{ query, file, text },
    searches: query.searches.map((search) => judgeSearch(search, ledger, grammar)),
    placeOf: (distance) => query.parsed.sql.inFile(query.stretches.operator(distance)),
  };
}
