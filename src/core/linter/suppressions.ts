import type { IgnoreEntry, RuleSettings } from './findings/rule-settings';
import type { Suppression } from './findings/finding';
import type { Range } from '../range';
import type { FileReport } from './findings/file-report';
import { invalidSuppression, whyInvalid } from './rules/invalid-suppression';
import { suppressibleRules, unsuppressibleRules } from './rules/registry';
import { unusedSuppression } from './rules/unused-suppression';
import { commentText } from '../sql/headings';
import { keptName } from '../sql/names';
import { blockBody } from '../sql/read-block';
import { scan, type Comment } from '../sql/scan';
import type { Script } from '../sql/statements';

const directivePattern = /^migration-guard-ignore(-file)?\s+([\w-]+)\s*(?::\s*(.*))?$/s;

/** Whoever writes this wants to suppress something, even if it is not put rightly. */
const wantedPattern = /^migration-guard[-_: ]+(?:ignore|disable|suppress)/i;

/** A comment that suppresses a rule, or would. */
interface Directive {
  readonly rule: string;
  readonly reason: string;
  readonly wholeFile: boolean;
  readonly range: Range;
  /** Why it does not count. */
  readonly problem: string | undefined;
}

function readDirective(text: string, comment: Comment): Directive | undefined {
  const content = commentText(text, comment);
  if (!wantedPattern.test(content)) return undefined;
  const found = directivePattern.exec(content);
  const rule = found?.[2];
  const reason = found?.[3]?.trim() ?? '';
  return {
    rule: rule ?? '',
    reason,
    wholeFile: found?.[1] !== undefined,
    range: { start: comment.start, end: comment.end },
    problem: whyInvalid({ rule, reason }, suppressibleRules, unsuppressibleRules),
  };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Stands by itself in the comment lines right above the line of `at`. */
function isAbove(text: string, { range: { start, end } }: Directive, at: number): boolean {
  const line = lineStart(text, at);
  if (end > line || text.slice(lineStart(text, start), start).trim() !== '') return false;
  const between = text.slice(end, line).split('\n');
  return between
    .slice(0, -1)
    .every((rest, index) => (index === 0 ? rest.trim() === '' : /^\s*--/.test(rest)));
}

/** Stands at the end of the range's line, or above that line or the first line of the statement around it. */
function covers(text: string, script: Script, directive: Directive, range: Range): boolean {
  const statement =
    script.statements.find(({ start, end }) => start <= range.start && range.start < end) ?? range;
  const { start } = directive.range;
  if (start >= range.start) return !text.slice(range.start, start).includes('\n');
  return isAbove(text, directive, range.start) || isAbove(text, directive, statement.start);
}

/** Comments of the script, and those in the DO blocks that findings may stand in. */
function commentsOf(text: string, script: Script): Comment[] {
  const inBlocks = script.statements.flatMap((statement) => {
    const content = blockBody(text, statement);
    if (!content) return [];
    return scan(content.value).comments.map((comment) => ({
      ...comment,
      start: content.offsetOf(comment.start),
      end: content.offsetOf(comment.end),
    }));
  });
  return [...script.comments, ...inBlocks];
}

/** Whether a comment of the text may suppress something. */
export function speaksOfUs(text: string): boolean {
  return /migration-guard/i.test(text);
}

function directivesOf(text: string, script: Script): Directive[] {
  if (!speaksOfUs(text)) return [];
  return commentsOf(text, script).flatMap((comment) => readDirective(text, comment) ?? []);
}

/** A comment that counts as a suppression. */
export interface SuppressionComment {
  readonly rule: string;
  readonly reason: string;
  /** Whether it speaks of the whole file. */
  readonly wholeFile: boolean;
  readonly range: Range;
}

/** The comments of a text that suppress something, whether it is found or not. */
export function suppressionsIn(text: string, script: Script): SuppressionComment[] {
  return directivesOf(text, script)
    .filter(({ problem }) => problem === undefined)
    .map(({ rule, reason, wholeFile, range }) => ({ rule, reason, wholeFile, range }));
}

/** The entries of `ignore` in migration-guard.json that speak of a migration. */
export function entriesFor(
  name: string | undefined,
  config: RuleSettings | undefined,
): readonly IgnoreEntry[] {
  return config?.ignore.filter(({ migration }) => migration === name) ?? [];
}

/** What suppresses findings in one migration. It remembers which comments did. */
export interface Suppressions {
  /** Why what is reported does not count; undefined where it does. A comment goes before an entry. */
  readonly suppressionOf: (report: FileReport) => Suppression | undefined;
  /**
   * What is to be said of comments that have suppressed nothing until now.
   *
   * @param judged the rules that have run: whether a suppression of another one matches anything is not known
   */
  readonly complaints: (judged: readonly string[]) => FileReport[];
}

/**
 * Reads the comments of one migration.
 *
 * @param ignore the entries of migration-guard.json that speak of this migration
 */
export function readSuppressions(
  text: string,
  script: Script,
  ignore: readonly IgnoreEntry[],
  about: Pick<FileReport, 'file' | 'state'>,
): Suppressions {
  const directives = directivesOf(text, script);
  const used = new Set<Directive>();
  return {
    suppressionOf: (report) => {
      const own = directives.filter(
        (directive) =>
          directive.problem === undefined &&
          directive.rule === report.rule &&
          (directive.wholeFile || covers(text, script, directive, report.range)),
      );
      for (const directive of own) used.add(directive);
      const [directive] = own;
      return directive ? { reason: directive.reason, kind: 'source' } : suppressionByEntries(report, ignore);
    },
    complaints: (judged) =>
      directives
        .filter(
          (directive) =>
            directive.problem !== undefined || (!used.has(directive) && judged.includes(directive.rule)),
        )
        .map(({ rule, range, problem }) => {
          const { id, severity } = problem === undefined ? unusedSuppression : invalidSuppression;
          return {
            ...about,
            rule: id,
            severity: severity.deliberate,
            range,
            message: problem ?? `This suppresses nothing: ${rule} finds nothing here.`,
            why: problem === undefined ? 'Take it out, so that it does not hide a later finding.' : '',
            fixes: [],
            related: [],
          };
        }),
  };
}

/** Why what is reported does not count, if an entry of migration-guard.json for its migration suppresses it. */
export function suppressionByEntries(
  report: Pick<FileReport, 'rule' | 'index'>,
  ignore: readonly IgnoreEntry[],
): Suppression | undefined {
  const entry = ignore.find((candidate) => isAbout(candidate, report));
  return entry && { reason: entry.reason, kind: 'config' };
}

/** Whether an entry of migration-guard.json for this migration means what a rule says of an index. */
export function isAbout(
  { rule, index }: IgnoreEntry,
  finding: { readonly rule: string; readonly index?: string | undefined },
): boolean {
  return rule === finding.rule && (index === undefined || keptName(index) === finding.index);
}

/** What is to be said of an entry of migration-guard.json that suppresses nothing. */
export function unusedEntry(
  file: string,
  { migration, rule, index, range }: IgnoreEntry,
  migrations: readonly string[],
): FileReport {
  const what = index === undefined ? rule : `${rule} about ${index}`;
  const message = migrations.includes(migration)
    ? `This entry suppresses nothing: ${what} is not found in ${migration}.`
    : `This entry suppresses nothing: there is no migration ${migration}.`;
  return {
    rule: unusedSuppression.id,
    severity: unusedSuppression.severity.deliberate,
    file,
    range,
    state: 'draft',
    message,
    why: 'Take it out, so that it does not hide a later finding.',
    fixes: [],
    related: [],
  };
}
