import type { IgnoreEntry } from './rule-settings';
import type { Finding } from './findings/finding';
import type { Range } from '../range';
import { invalidSuppression, whyInvalid } from './rules/invalid-suppression';
import { suppressibleRules, unsuppressibleRules } from './rules/registry';
import { unusedSuppression } from './rules/unused-suppression';
import { commentText } from '../sql/headings';
import { blockBody } from '../sql/read-block';
import { scan, type Comment } from '../sql/scan';
import type { Script } from '../sql/statements';

const DIRECTIVE = /^migration-guard-ignore(-file)?\s+([\w-]+)\s*(?::\s*(.*))?$/s;

/** Whoever writes this wants to suppress something, even if it is not put rightly. */
const WANTED = /^migration-guard[-_: ]+(?:ignore|disable|suppress)/i;

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
  const words = commentText(text, comment);
  if (!WANTED.test(words)) return undefined;
  const found = DIRECTIVE.exec(words);
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

/** What became of findings and suppressions that met. */
export interface Suppressed {
  /** All of them; those that are suppressed say so. */
  readonly findings: readonly Finding[];
  /** What is to be said of comments that suppress nothing. */
  readonly complaints: readonly Finding[];
}

/**
 * Marks the findings of one migration that a comment in it, or an entry of migration-guard.json, suppresses.
 *
 * @param ignore the entries that speak of this migration
 * @param judged the rules that have run: whether a suppression of another one matches anything is not known
 */
export function suppress(
  text: string,
  script: Script,
  findings: readonly Finding[],
  ignore: readonly IgnoreEntry[],
  about: Pick<Finding, 'file' | 'state'>,
  judged: readonly string[],
): Suppressed {
  const directives = directivesOf(text, script);
  if (directives.length === 0 && ignore.length === 0) return { findings, complaints: [] };
  const used = new Set<Directive>();
  const marked = findings.map((finding): Finding => {
    const own = directives.filter(
      (directive) =>
        directive.problem === undefined &&
        directive.rule === finding.rule &&
        (directive.wholeFile || covers(text, script, directive, finding.range)),
    );
    for (const directive of own) used.add(directive);
    const [directive] = own;
    if (directive) return { ...finding, suppressed: { reason: directive.reason, kind: 'source' } };
    return suppressByEntries(finding, ignore);
  });
  const complaints = directives
    .filter(
      (directive) =>
        directive.problem !== undefined || (!used.has(directive) && judged.includes(directive.rule)),
    )
    .map(({ rule, range, problem }): Finding => {
      const { id, severity } = problem === undefined ? unusedSuppression : invalidSuppression;
      return {
        ...about,
        rule: id,
        severity: severity.deliberate,
        range,
        message: problem ?? `This suppresses nothing: ${rule} has nothing to say here.`,
        why: problem === undefined ? 'Take it out, so that it does not hide a later finding.' : '',
        fixes: [],
        related: [],
      };
    });
  return { findings: marked, complaints };
}

/** The finding, marked if an entry of migration-guard.json for its migration suppresses it. */
export function suppressByEntries(finding: Finding, ignore: readonly IgnoreEntry[]): Finding {
  const entry = ignore.find((candidate) => isAbout(candidate, finding));
  return entry ? { ...finding, suppressed: { reason: entry.reason, kind: 'config' } } : finding;
}

/** Whether an entry of migration-guard.json for this migration means what a rule says of an index. */
export function isAbout(
  { rule, index }: IgnoreEntry,
  said: { readonly rule: string; readonly index?: string | undefined },
): boolean {
  return rule === said.rule && (index === undefined || index === said.index);
}

/** What is to be said of an entry of migration-guard.json that suppresses nothing. */
export function unusedEntry(
  file: string,
  { migration, rule, index, range }: IgnoreEntry,
  migrations: readonly string[],
): Finding {
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
