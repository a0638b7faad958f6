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
import { firstFrom } from '../first-from';
import { scan, type Comment } from '../sql/scan';
import { statementAt, type Script } from '../sql/statements';

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

/** Whether nothing but white space stands before it on its line. */
function isFirstOnLine(text: string, { start }: Range): boolean {
  return text.slice(lineStart(text, start), start).trim() === '';
}

/** Whether nothing but comment lines stands between it and the start of a line. */
function isFollowedBy(text: string, { end }: Range, line: number): boolean {
  if (end > line) return false;
  const between = text.slice(end, line).split('\n');
  return between
    .slice(0, -1)
    .every((rest, index) => (index === 0 ? rest.trim() === '' : /^\s*(?:--|\/\/)/.test(rest)));
}

/** In SQL, or in a script. */
function isLineComment(text: string, at: number): boolean {
  return text.startsWith('--', at) || text.startsWith('//', at);
}

/**
 * Those that stand by themselves in the comment lines right above the line of `at`.
 *
 * @param directives in the order of their positions
 */
function directivesAbove(text: string, directives: readonly Directive[], at: number): Directive[] {
  let line = lineStart(text, at);
  const above: Directive[] = [];
  for (let next = firstFrom(directives, ({ range }) => range.start >= line) - 1; next >= 0; next--) {
    const directive = directives[next];
    if (!directive || !isFollowedBy(text, directive.range, line)) break;
    const isAlone = isFirstOnLine(text, directive.range);
    if (isAlone) above.push(directive);
    // Behind a statement, or in a comment of several lines, it ends the comment lines.
    if (!isAlone || !isLineComment(text, directive.range.start)) break;
    line = lineStart(text, directive.range.start);
  }
  return above;
}

/** Those at the end of the line of `at`. */
function directivesBehind(text: string, directives: readonly Directive[], at: number): Directive[] {
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  const first = firstFrom(directives, ({ range }) => range.start >= at);
  return directives.slice(
    first,
    firstFrom(directives, ({ range }) => range.start > end),
  );
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

/** In the order of their positions. */
function directivesOf(text: string, script: Script): Directive[] {
  if (!speaksOfUs(text)) return [];
  return commentsOf(text, script)
    .flatMap((comment) => readDirective(text, comment) ?? [])
    .sort((a, b) => a.range.start - b.range.start);
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
  const valid = directives.filter(({ problem }) => problem === undefined);
  const ofFile = new Map<string, Directive[]>();
  for (const directive of valid.filter(({ wholeFile }) => wholeFile)) {
    ofFile.set(directive.rule, [...(ofFile.get(directive.rule) ?? []), directive]);
  }
  const byEntries = entriesByWhat(ignore);
  const used = new Set<Directive>();
  const usedRules = new Set<string>();
  const isUsed = (directive: Directive): boolean =>
    used.has(directive) || (directive.wholeFile && usedRules.has(directive.rule));
  return {
    suppressionOf: (report) => {
      const { range, rule } = report;
      // The line of the range, and the first one of the statement around it.
      const statement = statementAt(script, range.start) ?? range;
      const near = [
        ...directivesBehind(text, directives, range.start),
        ...directivesAbove(text, directives, range.start),
        ...directivesAbove(text, directives, statement.start),
      ].filter((directive) => directive.problem === undefined && directive.rule === rule);
      for (const directive of near) used.add(directive);
      const wholeFile = ofFile.get(rule)?.[0];
      if (wholeFile) usedRules.add(rule);
      const [first] = [wholeFile, ...near]
        .filter((directive) => directive !== undefined)
        .sort((a, b) => a.range.start - b.range.start);
      return first ? { reason: first.reason, kind: 'source' } : suppressionOf(byEntries(report));
    },
    complaints: (judged) =>
      directives
        .filter(
          (directive) =>
            directive.problem !== undefined || (!isUsed(directive) && judged.includes(directive.rule)),
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

/** What a rule says of an index, or of none. */
interface What {
  readonly rule: string;
  readonly index?: string | undefined;
}

const keyOf = ({ rule, index }: What): string => (index === undefined ? rule : `${rule}\0${index}`);

/** The key of what an entry means: every index where it names none. */
const keyOfEntry = ({ rule, index }: IgnoreEntry): string =>
  keyOf({ rule, index: index === undefined ? undefined : keptName(index) });

/** Looks for the first of some entries of migration-guard.json for one migration that means what is reported. */
function entriesByWhat(entries: readonly IgnoreEntry[]): (what: What) => IgnoreEntry | undefined {
  const positions = new Map<string, number>();
  for (const [position, entry] of entries.entries()) {
    const key = keyOfEntry(entry);
    if (!positions.has(key)) positions.set(key, position);
  }
  return ({ rule, index }) => {
    const found = [keyOf({ rule }), keyOf({ rule, index })].map((key) => positions.get(key) ?? Infinity);
    return entries[Math.min(found[0] ?? Infinity, found[1] ?? Infinity)];
  };
}

function suppressionOf(entry: IgnoreEntry | undefined): Suppression | undefined {
  return entry && { reason: entry.reason, kind: 'config' };
}

/** Why what is reported does not count, if an entry of migration-guard.json for its migration suppresses it. */
export function suppressionByEntries(what: What, ignore: readonly IgnoreEntry[]): Suppression | undefined {
  return suppressionOf(entriesByWhat(ignore)(what));
}

/** The entries of migration-guard.json for one migration that mean something that is reported. */
export function entriesAbout(entries: readonly IgnoreEntry[], reported: readonly What[]): IgnoreEntry[] {
  const keys = new Set(reported.flatMap((what) => [keyOf({ rule: what.rule }), keyOf(what)]));
  return entries.filter((entry) => keys.has(keyOfEntry(entry)));
}

/** What is to be said of an entry of migration-guard.json that suppresses nothing. */
export function unusedEntry(
  { file, migration, rule, index, range }: IgnoreEntry,
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
