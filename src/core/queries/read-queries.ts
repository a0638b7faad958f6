import type { Ledger } from '../ledger/ledger';
import type { Range } from '../range';
import { typeName } from '../sql/column-type';
import type { Grammar } from '../sql/grammar';
import type { A_Expr } from '../sql/parse-tree';
import { unlessTooDeep } from '../unless-too-deep';
import { isVectorType } from '../vectors/operators';
import { distancesIn, operatorOf, type QueryDistance } from './distances';
import type { EmbeddedSql } from './embedded-sql';
import { formulasIn, hasVector, type Formula } from './formulas';
import { parseQuery, type ParsedQuery } from './parse-query';
import { meaningOf, selectsOf, type Select } from './scope';
import { searchesIn, type VectorSearch } from './searches';
import { stretchesOf, type Stretches } from './stretches';
import { namesIn, walk, withoutParts } from './tree';

/** A statement, or a part of one, with distances in it. */
export interface VectorQuery {
  readonly parsed: ParsedQuery;
  readonly stretches: Stretches;
  /** All that measure a column of the history, in the order of the text. */
  readonly distances: readonly QueryDistance[];
  readonly searches: readonly VectorSearch[];
  readonly formulas: readonly Formula[];
  /** Operators that look like those of distances, and measure nothing that the history knows. */
  readonly unknown: readonly Range[];
}

/**
 * Reads the distances in SQL that stands in a file.
 *
 * @param ledger what exists when the SQL is run
 * @returns undefined where the SQL cannot be read
 */
export function readQueries(
  embedded: EmbeddedSql,
  ledger: Ledger,
  grammar: Grammar,
): VectorQuery[] | undefined {
  return unlessTooDeep(() => parseQuery(embedded, grammar)?.map((parsed) => readQuery(parsed, ledger)));
}

function readQuery(parsed: ParsedQuery, ledger: Ledger): VectorQuery {
  const { tree, isStatement } = parsed;
  const selects = selectsOf(tree, ledger).map((select) =>
    isStatement || select.sources.length > 0 ? select : { ...select, sources: likelySources(ledger) },
  );
  const byTree = new Map<A_Expr, QueryDistance>();
  for (const distance of selects.flatMap(allDistances)) {
    if (!byTree.has(distance.tree)) byTree.set(distance.tree, distance);
  }
  const stretches = stretchesOf(parsed);
  const measures = new Set(byTree.keys());
  return {
    ...{ parsed, stretches },
    unknown: selects
      .flatMap((select) => unknownIn(select, measures))
      .map((one) => parsed.sql.inFile(stretches.operator(one))),
    distances: [...byTree.values()],
    searches: selects.flatMap(searchesIn).filter((search) => !mayGoOn(search, parsed)),
    formulas: formulasIn(tree, measures),
  };
}

/** All in one SELECT, in whatever clause. */
function allDistances(select: Select): QueryDistance[] {
  return distancesIn(ownTree(select), select);
}

function ownTree({ tree }: Select): unknown {
  return withoutParts(tree, ['larg', 'rarg', 'withClause']);
}

/** Distances of one SELECT that seem to measure vectors, in a table of which nothing is known. */
function unknownIn(select: Select, measures: ReadonlySet<A_Expr>): A_Expr[] {
  const found: A_Expr[] = [];
  walk(ownTree(select), (node) => {
    if ('SelectStmt' in node) return false;
    const operator = operatorOf(node);
    if (!operator || !('A_Expr' in node) || measures.has(node.A_Expr)) return true;
    // Text and places have this operator, too.
    const isOfVectors = operator !== '<->' || hasVector(node.A_Expr);
    if (isOfVectors && readsUnknown(node.A_Expr, select)) found.push(node.A_Expr);
    return true;
  });
  return found;
}

function readsUnknown(distance: A_Expr, select: Select): boolean {
  let isUnknown = false;
  walk([distance.lexpr, distance.rexpr], (node) => {
    if ('SelectStmt' in node) return false;
    if (!('ColumnRef' in node)) return true;
    const meaning = meaningOf(namesIn(node.ColumnRef.fields), select);
    isUnknown ||= meaning.kind === 'unknown' && meaning.source !== undefined;
    return true;
  });
  return isUnknown;
}

/** Whether a filter may be followed by an ORDER BY that only a running program knows. */
function mayGoOn({ use }: VectorSearch, { sql }: ParsedQuery): boolean {
  return use === 'filtered' && sql.holes.some(({ stopgap }) => stopgap === 'nothing');
}

/** For a part of a statement, which does not say where its columns belong: tables whose vectors have names of their own. */
function likelySources(ledger: Ledger): Select['sources'] {
  const tables = ledger.allRelations().flatMap((relation) => {
    const vectors = [...relation.columns].flatMap(([name, type]) =>
      isVectorType(typeName(type)) ? [name] : [],
    );
    return relation.kind === 'table' && vectors.length > 0 ? [{ relation, vectors }] : [];
  });
  const isOwn = (name: string): boolean =>
    tables.filter(({ vectors }) => vectors.includes(name)).length === 1;
  return tables
    .filter(({ vectors }) => vectors.every(isOwn))
    .map(({ relation }) => ({ kind: 'table', alias: undefined, isNullable: false, relation }));
}
