import type { ObjectRecord } from '../core/ledger/object-record';
import type { Ledger } from '../core/ledger/ledger';
import type { Finding } from '../core/linter/findings/finding';
import { lintQueries, type FileWithQueries, type LintedQueries } from '../core/linter/lint-queries';
import type { JudgedQuery } from '../core/linter/query/judged-query';
import { entriesFor } from '../core/linter/suppressions';
import type { EmbeddedSql, SqlOfScript } from '../core/queries/embedded-sql';
import { sqlInFile, sqlInStatement } from '../core/queries/sql-in-statement';
import type { Range } from '../core/range';
import { scan } from '../core/sql/scan';
import { positionsOf } from '../core/text-positions';
import { vectorOperatorPattern } from '../core/vectors/operators';
import type { MigrationFile, TextFile, UnreadFile } from './lint-source';
import { queriedLedger } from './queried-ledger';
import type { ReplayedProject } from './replayed-project';

/** Files of code that may have a vector operator. */
export interface CodeToJudge {
  readonly files: readonly TextFile[];
  /** Reads a script; never throws. */
  readonly readScript: (file: TextFile) => SqlOfScript;
  /** Whether some lines of a file, from 1, are new against the base; undefined where version control does not know. */
  readonly newLines: (file: TextFile) => Promise<((first: number, last: number) => boolean) | undefined>;
}

/** The code of a project. */
export interface ProjectCode extends CodeToJudge {
  /** How many were looked at. */
  readonly looked: number;
  /** Files that may have queries and are of a kind that is not read, by the end of their names: `.vue`. */
  readonly notRead: ReadonlyMap<string, number>;
  /** What could not be looked into. */
  readonly unread: readonly UnreadFile[];
  /** What is so large that it was not: nobody writes such files by hand. */
  readonly tooLarge: readonly string[];
  /** In a repository of several projects: files that may have queries and are in no project's folder; from its top. */
  readonly outside: readonly string[];
}

/**
 * Finds the code of a project, with the files that are wanted; all are where nothing is said. Where a person has named
 * files, by their absolute paths, these alone count.
 */
export type FindCode = (
  wants: ((file: string) => boolean) | undefined,
  named?: ReadonlySet<string>,
) => Promise<ProjectCode>;

/** The queries of a project, and what is to be said of them. */
export interface VectorQueriesReport {
  readonly findings: readonly Finding[];
  readonly queries: readonly JudgedQuery[];
  /** SQL with a vector operator that could not be read. */
  readonly unread: readonly { readonly file: string; readonly range: Range }[];
  /** The files that findings speak of. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Judges the queries that stand in the functions and views that the history makes, as they are at its end. */
export async function lintMadeQueries(
  project: ReplayedProject,
  wants: (migration: string) => boolean,
): Promise<VectorQueriesReport> {
  const { source } = project;
  if (!source.migrations.some(({ name, text }) => wants(name) && vectorOperatorPattern.test(text)))
    return nothing;
  const ledger = queriedLedger(project);
  const made = ledger.allObjects().filter((object) => holdsQuery(object) && wants(object.origin.migration));
  const files = source.migrations.flatMap((migration): FileWithQueries[] => {
    const { file, text } = migration;
    if (project.skips(migration)) return [];
    const sql = made
      .filter(({ origin }) => origin.file === file)
      .flatMap(({ origin }) => sqlInStatement(text, trimmed(text, origin.range)));
    return sql.length > 0 ? [inMigration(project, migration, sql)] : [];
  });
  return await lintFiles(project, files, ledger);
}

function inMigration(
  project: ReplayedProject,
  { name, file, text }: MigrationFile,
  sql: readonly EmbeddedSql[],
): FileWithQueries {
  return {
    ...{ file, text, sql, comments: scan(text).comments },
    stateAt: () => project.stateOf(name),
    ignore: entriesFor(name, project.configuration.guard),
  };
}

function holdsQuery({ kind, texts }: ObjectRecord): boolean {
  const isQuery = /^(?:function|procedure|view|materialized view)$/.test(kind);
  return isQuery && texts.some((text) => vectorOperatorPattern.test(text));
}

/** Without its semicolon. */
function trimmed(text: string, { start, end }: Range): Range {
  return { start, end: text.charAt(end - 1) === ';' ? end - 1 : end };
}

/**
 * The same of one migration as it is being typed.
 *
 * @param ledgers right behind it, and at the end of the history
 */
export async function lintMadeIn(
  project: ReplayedProject,
  migration: MigrationFile,
  ledgers: () => { readonly after: Ledger; readonly end: Ledger },
): Promise<readonly Finding[]> {
  const { name, file, text } = migration;
  if (!vectorOperatorPattern.test(text) || project.stateOf(name) === 'settled') return [];
  const { after, end } = ledgers();
  // What counts is what is left at the end; the places are those of this text.
  const left = new Set(madeIn(file, end).map(nameOfObject));
  const made = madeIn(file, after).filter((object) => left.has(nameOfObject(object)));
  const sql = made.flatMap(({ origin }) => sqlInStatement(text, trimmed(text, origin.range)));
  if (sql.length === 0) return [];
  const edited = inMigration(project, migration, sql);
  return (await lintFiles(project, [edited], queriedLedger(project, end))).findings;
}

function madeIn(file: string, ledger: Ledger): ObjectRecord[] {
  return ledger.allObjects().filter((object) => object.origin.file === file && holdsQuery(object));
}

function nameOfObject({ kind, schema, name }: ObjectRecord): string {
  return `${kind} ${schema} ${name}`;
}

/** Judges the queries of a project's code. */
export async function lintCode(project: ReplayedProject, code: CodeToJudge): Promise<VectorQueriesReport> {
  const files = await Promise.all(
    code.files.map(async (file): Promise<FileWithQueries> => {
      const { sql, comments } = /\.sql$/i.test(file.file)
        ? { sql: sqlInFile(file.text), comments: scan(file.text).comments }
        : code.readScript(file);
      const areNew = sql.length > 0 ? await code.newLines(file) : undefined;
      const positions = positionsOf(file.text);
      return {
        ...{ ...file, sql, comments, ignore: [] },
        stateAt: ({ start, end }) => {
          const isNew = areNew?.(positions.at(start).line, positions.at(end).line) ?? true;
          return isNew ? 'draft' : 'settled';
        },
      };
    }),
  );
  return await lintFiles(
    project,
    files.filter(({ sql }) => sql.length > 0),
    queriedLedger(project),
  );
}

const nothing: VectorQueriesReport = { findings: [], queries: [], unread: [], texts: new Map() };

async function lintFiles(
  project: ReplayedProject,
  files: readonly FileWithQueries[],
  ledger: Ledger,
): Promise<VectorQueriesReport> {
  if (files.length === 0) return nothing;
  const grammar = await project.loadGrammar();
  const config = project.configuration.guard;
  let settled: { readonly ledger: Ledger | undefined } | undefined;
  const before = (): Ledger | undefined => (settled ??= { ledger: settledLedger(project) }).ledger;
  const linted = files.map((file): LintedQueries & Pick<FileWithQueries, 'file'> => ({
    file: file.file,
    ...lintQueries(file, ledger, { grammar, config, before }),
  }));
  return {
    findings: linted.flatMap(({ findings }) => findings),
    queries: linted.flatMap(({ queries }) => queries),
    unread: linted.flatMap(({ file, unread }) => unread.map((range) => ({ file, range }))),
    texts: new Map(files.map(({ file, text }) => [file, text])),
  };
}

/** What the settled migrations make; undefined where there are no others. */
function settledLedger(project: ReplayedProject): Ledger | undefined {
  const { source, replayed } = project;
  const first = source.migrations.findIndex(({ name }) => project.stateOf(name) !== 'settled');
  return first < 0 ? undefined : queriedLedger(project, replayed.ledgerBefore(first).fork());
}
