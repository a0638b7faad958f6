import type { Ledger } from '../ledger/ledger';
import { readQueries } from '../queries/read-queries';
import type { EmbeddedSql } from '../queries/embedded-sql';
import type { Range } from '../range';
import type { Grammar } from '../sql/grammar';
import { scan, type Comment } from '../sql/scan';
import type { Script } from '../sql/statements';
import { isOff } from './configured-severities';
import type { FileReport } from './findings/file-report';
import type { Finding, MigrationState } from './findings/finding';
import type { IgnoreEntry, RuleSettings } from './findings/rule-settings';
import { queryRules } from './rules/registry';
import { readSuppressions } from './suppressions';
import { toFindings } from './to-findings';
import { judgeQuery, type JudgedQuery } from './query/judged-query';

/** A file with the SQL in it that has a vector operator. */
export interface FileWithQueries {
  /** As in a finding. */
  readonly file: string;
  readonly text: string;
  readonly sql: readonly EmbeddedSql[];
  /** The comments of the file; those within the SQL of a script are found here. */
  readonly comments: readonly Comment[];
  /** Whether what stands there is new. */
  readonly stateAt: (range: Range) => MigrationState;
  /** Of a migration, the entries of migration-guard.json that speak of it. */
  readonly ignore: readonly IgnoreEntry[];
}

/** What there is to say of the queries of one file. */
export interface LintedQueries {
  /** In the order of their positions; suppressed ones are marked and stay in. */
  readonly findings: readonly Finding[];
  readonly queries: readonly JudgedQuery[];
  /** SQL that could not be read as any statement. */
  readonly unread: readonly Range[];
}

/** By what queries are judged. */
export interface QueryJudging {
  readonly grammar: Grammar;
  readonly config: RuleSettings | undefined;
  /**
   * What the settled part of the history makes, where more comes behind it: what a query would not be reported for by
   * that is new, although its lines are not. Asked for when something is reported in lines that are not.
   */
  readonly before: () => Ledger | undefined;
}

/**
 * Judges the queries of one file.
 *
 * @param ledger what the history makes, all of it
 */
export function lintQueries(
  file: FileWithQueries,
  ledger: Ledger,
  { grammar, config, before }: QueryJudging,
): LintedQueries {
  const { queries, unread, reports: found } = judgeFile(file, ledger, grammar);
  const isOld = ({ state }: FileReport): boolean => state === 'settled';
  const settled = found.some(isOld) ? before() : undefined;
  const known = settled && new Set(judgeFile(file, settled, grammar).reports.map(placeOf));
  const reports = found.map((report): FileReport =>
    isOld(report) && known?.has(placeOf(report)) === false ? { ...report, state: 'draft' } : report,
  );
  const { suppressionOf, complaints } = readSuppressions(file.text, asScript(file), file.ignore, {
    file: file.file,
    state: 'draft',
  });
  const findings = toFindings(reports, { config, suppressionOf });
  const judged = queryRules.map(({ id }) => id).filter((rule) => !isOff(rule, config));
  // In a migration these are the business of whoever judges the migration.
  const ofComments = isScript(file)
    ? complaints(judged).map((report) => ({ ...report, state: file.stateAt(report.range) }))
    : [];
  return {
    findings: [...findings, ...toFindings(ofComments, { config })].sort(
      (a, b) => a.range.start - b.range.start,
    ),
    queries,
    unread,
  };
}

interface JudgedFile extends Omit<LintedQueries, 'findings'> {
  readonly reports: readonly FileReport[];
}

function judgeFile(file: FileWithQueries, ledger: Ledger, grammar: Grammar): JudgedFile {
  const queries: JudgedQuery[] = [];
  const unread: Range[] = [];
  // A part that several statements share is judged in each of them.
  const byPlace = new Map<string, FileReport>();
  for (const sql of file.sql) {
    const read = readQueries(sql, ledger, grammar);
    if (!read) unread.push(sql.range);
    for (const one of read ?? []) {
      const query = judgeQuery(one, file, ledger, grammar);
      queries.push(query);
      for (const report of reportsOn(query, file, sql)) {
        const place = placeOf(report);
        if (!byPlace.has(place)) byPlace.set(place, report);
      }
    }
  }
  return { queries, unread, reports: [...byPlace.values()] };
}

function reportsOn(query: JudgedQuery, { file, stateAt }: FileWithQueries, sql: EmbeddedSql): FileReport[] {
  return queryRules.flatMap((rule) =>
    rule.check(query).map((report): FileReport => {
      // What is taken out of a query may change what is said of the rest.
      const state = stateAt(report.range) === 'settled' ? stateAt(sql.range) : 'draft';
      return { ...report, rule: rule.id, file, state };
    }),
  );
}

function placeOf({ rule, range }: FileReport): string {
  return `${rule} ${range.start}`;
}

function isScript({ file }: FileWithQueries): boolean {
  return !/(?:^|[\\/])migration\.sql$/.test(file);
}

/** The file as suppressions see a script: each SQL is a statement, on whose first line they may stand, too. */
function asScript({ sql, comments }: FileWithQueries): Script {
  const inner = sql.flatMap(({ pieces }) =>
    pieces.flatMap((piece) => {
      if (piece.kind === 'hole') return [];
      return scan(piece.value).comments.map(({ kind, start, end }) => ({
        kind,
        start: piece.offsetOf(start),
        end: piece.offsetOf(end - 1) + 1,
      }));
    }),
  );
  const all = [...comments, ...inner].toSorted((a, b) => a.start - b.start);
  const known = all.filter((comment, index) => comment.start !== all[index - 1]?.start);
  const statements = sql.map(({ range }, index) => ({
    ...range,
    index,
    verb: '',
    contentEnd: range.end,
    leading: [],
    terminated: false,
  }));
  return { statements, comments: known, unclosed: [] };
}
