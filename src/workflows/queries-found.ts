import type { JudgedSearch } from '../core/queries/judge-search';
import type { JudgedQuery } from '../core/linter/query/judged-query';
import type { Range } from '../core/range';
import type { VectorOperator } from '../core/vectors/operators';
import { counted } from '../core/counted';
import { listed } from '../core/listed';
import type { ReplayedProject } from './replayed-project';
import { lintCode, type FindCode, type ProjectCode, type VectorQueriesReport } from './vector-queries';

/** A search for the nearest vectors, and whether an index serves it. */
export interface FoundSearch {
  readonly file: string;
  /** The operator. */
  readonly range: Range;
  readonly operator: VectorOperator;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** The vector index that serves it, or would if the query were written otherwise; undefined where there is none. */
  readonly index: string | undefined;
  /** `maybe`: PostgreSQL chooses by the costs. */
  readonly served: 'yes' | 'maybe' | 'no';
}

/** A place in a file. */
interface FilePlace {
  readonly file: string;
  readonly range: Range;
}

/** What was found of vector queries in a project. */
export interface QueriesFound {
  /** How many files of code were looked at. */
  readonly looked: number;
  /** How many of them have a query. */
  readonly files: number;
  readonly searches: readonly FoundSearch[];
  /** SQL with a vector operator that could not be read. */
  readonly unread: readonly FilePlace[];
  /** Distances of columns that neither the history nor the schema knows. */
  readonly unknown: readonly FilePlace[];
  /** Files with a vector operator of a kind that is not read, by their extension. */
  readonly notRead: ReadonlyMap<string, number>;
  /** Files that are too large to be looked into. */
  readonly tooLarge: readonly string[];
  /** Files that may have queries and are in no project's folder; from the repository's top. */
  readonly outside: readonly string[];
}

/** Judges the project's code, where somebody asks for it. */
export async function lintCodeIfAsked(
  project: ReplayedProject,
  findCode: FindCode | undefined,
  isAsked: boolean,
): Promise<(VectorQueriesReport & { readonly code: ProjectCode }) | undefined> {
  const wants = project.configuration.guard?.hasQueries;
  if (!findCode || (!isAsked && !wants)) return undefined;
  const code = await findCode(wants);
  return { ...(await lintCode(project, code)), code };
}

/** Sums up what is known of queries. */
export function queriesFound(
  reports: readonly VectorQueriesReport[],
  { code }: { readonly code: ProjectCode },
): QueriesFound {
  const queries = reports.flatMap((report) => report.queries);
  return {
    looked: code.looked,
    files: new Set(queries.map(({ file }) => file)).size,
    searches: onePerPlace(
      queries.flatMap((query) => query.searches.map((judged) => foundSearch(judged, query))),
    ),
    unread: reports.flatMap(({ unread }) => unread),
    unknown: queries.flatMap(({ file, query }) => query.unknown.map((range) => ({ file, range }))),
    ...{ notRead: code.notRead, tooLarge: code.tooLarge, outside: code.outside },
  };
}

/** A part that several statements share is one search. */
function onePerPlace(searches: readonly FoundSearch[]): FoundSearch[] {
  const byPlace = new Map(searches.toReversed().map((one) => [`${one.file} ${one.range.start}`, one]));
  return searches.filter((one) => byPlace.get(`${one.file} ${one.range.start}`) === one);
}

/** So many places are named; the JSON output has all. */
const mostNamed = 3;

/** What was not looked at, or not understood, as sentences. */
export function queryNotices(
  { looked, unread, unknown, notRead, tooLarge, outside }: QueriesFound,
  nameOf: (file: string, range?: Range) => string,
): string[] {
  const named = (places: readonly Partial<FilePlace>[]): string => {
    const names = [...new Set(places.map(({ file = '', range }) => nameOf(file, range)))];
    const more = names.length - mostNamed;
    return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : listed(names);
  };
  const notices: string[] = [];
  if (unread.length > 0) {
    notices.push(`SQL with a vector operator could not be read, so it was not judged: ${named(unread)}.`);
  }
  if (unknown.length > 0) {
    notices.push(
      `Not judged, as neither a migration nor the schema has the column that is searched: ${named(unknown)}.`,
    );
  }
  if (looked === 0) {
    notices.push(
      'No file was searched for queries: there is none that may have some, or "queries" matches none.',
    );
  }
  for (const [extension, files] of notRead) {
    notices.push(`Queries in ${extension} files are not read: ${counted(files, 'file')} may have some.`);
  }
  if (outside.length > 0) {
    notices.push(
      `In no project's folder, so their queries were not judged: ${named(outside.map((file) => ({ file })))}. Name the project and the files to lint.`,
    );
  }
  if (tooLarge.length > 0) {
    notices.push(`Too large to be searched for queries: ${named(tooLarge.map((file) => ({ file })))}.`);
  }
  return notices;
}

function foundSearch(judged: JudgedSearch, { file, placeOf }: JudgedQuery): FoundSearch {
  const { search, measured, serving, indexes, notServedBy, unsureBy } = judged;
  const { schema, name } = measured.relation;
  const isServed = indexes.length > 0 && notServedBy.length === 0;
  return {
    ...{ file, range: placeOf(search.distance.tree), operator: search.distance.operator },
    ...{ schema, table: name, column: measured.column, index: serving?.index.name },
    served: isServed ? (unsureBy.length > 0 ? 'maybe' : 'yes') : 'no',
  };
}
