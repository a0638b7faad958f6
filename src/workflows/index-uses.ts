import { definitionOf } from '../core/ledger/definition-of';
import type { IndexRecord } from '../core/ledger/records';
import type { JudgedSearch } from '../core/queries/judge-search';
import type { Range } from '../core/range';
import { isVectorMethod } from '../core/vectors/operators';
import type { ReplayedProject } from './replayed-project';
import { lintCode, lintMadeQueries, type CodeToJudge } from './vector-queries';

/** A vector index at the end of the history, and the queries that it serves. */
interface IndexUses {
  readonly index: IndexRecord;
  /** The statement that makes it, as it stands in its migration. */
  readonly statement: string;
  /** Of each query the first operator that the index serves. */
  readonly uses: readonly { readonly file: string; readonly range: Range }[];
  /** Whether it may serve others, which PostgreSQL decides by what the query does not say. */
  readonly mayServeMore: boolean;
}

/** The vector indexes of a project with the queries that use them: in its code, and in functions and views of its history. */
export interface ProjectIndexUses {
  readonly indexes: readonly IndexUses[];
  /** Whether every SQL with an operator could be read. */
  readonly isComplete: boolean;
  /** Whether there are such operators on something that the history does not know. */
  readonly hasUnknown: boolean;
  /** The texts in which the ranges were counted. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Finds which query each vector index serves. */
export async function indexUses(project: ReplayedProject, code: CodeToJudge): Promise<ProjectIndexUses> {
  const { source, replayed } = project;
  const grammar = await project.loadGrammar();
  const reports = [await lintCode(project, code), await lintMadeQueries(project, () => true)];
  const queries = reports.flatMap((report) => report.queries);
  const indexes = replayed
    .endLedger()
    .allIndexes()
    .filter((index) => isVectorMethod(definitionOf(index, grammar)?.method ?? ''));
  return {
    indexes: indexes.map((index) => {
      const served = queries.flatMap((query) => {
        const searches = query.searches.filter((search) => maySearchBy(search, index));
        return searches.length > 0 ? [{ query, searches }] : [];
      });
      return {
        ...{ index, statement: statementOf(index, source.migrations) },
        uses: served.flatMap(({ query, searches }) => {
          const sure = searches.find(({ unsureBy }) => unsureBy.length === 0);
          return sure ? [{ file: query.file, range: query.placeOf(sure.search.distance.tree) }] : [];
        }),
        mayServeMore: served.some(({ searches }) => searches.every(({ unsureBy }) => unsureBy.length > 0)),
      };
    }),
    isComplete: reports.every(({ unread }) => unread.length === 0),
    hasUnknown: queries.some(({ query }) => query.unknown.length > 0),
    texts: new Map(reports.flatMap(({ texts }) => [...texts])),
  };
}

function statementOf({ origin }: IndexRecord, migrations: ReplayedProject['source']['migrations']): string {
  const made = migrations.find(({ file }) => file === origin.file);
  return made?.text.slice(origin.range.start, origin.range.end) ?? '';
}

function maySearchBy(
  { serving, notServedBy, isAboutOneRow }: JudgedSearch,
  { name, schema }: IndexRecord,
): boolean {
  if (notServedBy.length > 0 || isAboutOneRow) return false;
  return serving?.index.name === name && serving.index.schema === schema;
}
