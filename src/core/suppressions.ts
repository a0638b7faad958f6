import type { IgnoreEntry } from './config/guard-config';
import type { Finding, Range } from './finding';
import { invalidSuppression, whyInvalid } from './rules/invalid-suppression';
import { suppressibleRules, unsuppressibleRules } from './rules/rule-descriptions';
import { unusedSuppression } from './rules/unused-suppression';
import { commentText } from './sql/headings';
import type { Comment } from './sql/scan';
import type { Script } from './sql/statements';

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

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function onOneLine(text: string, a: number, b: number): boolean {
  return !text.slice(Math.min(a, b), Math.max(a, b)).includes('\n');
}

/** Stands by itself, with nothing but comment lines between it and the line of `at`. */
function isRightAbove(text: string, { range: own }: Directive, at: number): boolean {
  const first = lineStart(text, at);
  // Behind a statement it speaks of that one.
  const isAlone = /^\uFEFF?\s*$/.test(text.slice(lineStart(text, own.start), own.start));
  if (own.end > first || !isAlone) return false;
  const between = text
    .slice(lineEnd(text, own.end - 1), first)
    .split('\n')
    .slice(1, -1);
  return between.every((line) => /^\s*--/.test(line));
}

/** Stands right above the range or its statement, or at the end of the line of either. */
function covers(text: string, script: Script, directive: Directive, range: Range): boolean {
  const statement =
    script.statements.find(({ start, end }) => start <= range.start && range.start < end) ?? range;
  const { start } = directive.range;
  if (start < range.start) {
    return isRightAbove(text, directive, range.start) || isRightAbove(text, directive, statement.start);
  }
  return onOneLine(text, range.start, start) || onOneLine(text, statement.end, start);
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
  const directives = script.comments.flatMap((comment) => readDirective(text, comment) ?? []);
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
    .map(({ rule, range, problem }): Finding => ({
      ...about,
      rule: problem === undefined ? unusedSuppression.id : invalidSuppression.id,
      severity: 'warning',
      range,
      message: problem ?? `This suppresses nothing: ${rule} has nothing to say here.`,
      why: problem === undefined ? 'Take it out, so that it does not hide a later finding.' : '',
      fixes: [],
      related: [],
    }));
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
    severity: 'warning',
    file,
    range,
    state: 'draft',
    message,
    why: 'Take it out, so that it does not hide a later finding.',
    fixes: [],
    related: [],
  };
}
