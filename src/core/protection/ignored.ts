import type { GuardConfig } from '../config/guard-config';
import type { Finding, MigrationState } from '../linter/finding';
import { ignoredPattern } from '../linter/rules/ignored-pattern';
import { isOff } from '../linter/severities';
import { statementCursor } from '../sql/statement-cursor';
import type { Script, Statement } from '../sql/statements';
import type { DriftIgnore, IgnorePattern } from './drift-ignore';
import { patternText, type Pattern, type PatternTrial } from './patterns';

/** Statements that can lose an index, or are in the way of one. Others are not worth a pattern's time. */
const VERBS: ReadonlySet<string> = new Set(['create', 'alter', 'drop']);

/** The statements that patterns are tried on, as the patterns see them. */
export function patternTexts(text: string, script: Script): string[] {
  return script.statements.flatMap((statement) => textForPatterns(text, statement) ?? []);
}

function textForPatterns(text: string, statement: Statement): string | undefined {
  if (!VERBS.has(statement.verb)) return undefined;
  const cursor = statementCursor(text, statement);
  return patternText(cursor.text, cursor.tokens);
}

/** What decides whether `ignorePatterns` are heeded. */
interface Ignoring {
  readonly state: MigrationState;
  readonly driftIgnore: DriftIgnore | undefined;
  readonly patterns: PatternTrial;
  readonly config: GuardConfig | undefined;
}

/** The first entry of `ignorePatterns` that matches a statement; in settled migrations none does any more. */
export function ignorer(
  text: string,
  { state, driftIgnore, patterns, config }: Ignoring,
): (statement: Statement) => IgnorePattern | undefined {
  const entries = driftIgnore?.ignorePatterns ?? [];
  if (entries.length === 0 || state === 'settled' || isOff(ignoredPattern.id, config)) return () => undefined;
  return (statement) => {
    const sql = textForPatterns(text, statement);
    return sql === undefined ? undefined : entries.find(({ pattern }) => patterns.matches(pattern, sql));
  };
}

/**
 * Of a statement that an entry of `ignorePatterns` does not want only that is said. But where a person suppressed a
 * finding, they want the statement as it is: then the entry is silent, and the rules speak.
 */
export function withoutIgnored(findings: readonly Finding[], script: Script): Finding[] {
  const silent = new Set<Finding>();
  for (const own of findings) {
    if (own.rule !== ignoredPattern.id || own.suppressed) continue;
    const statement = script.statements.find(({ start }) => start === own.range.start);
    const others = findings.filter(
      ({ range, rule }) =>
        // What is said of a whole file has no extent.
        range.end > range.start &&
        statement &&
        rule !== own.rule &&
        range.start >= statement.start &&
        range.start < statement.end,
    );
    if (others.some(({ suppressed }) => suppressed)) silent.add(own);
    else others.forEach((other) => silent.add(other));
  }
  return findings.filter((finding) => !silent.has(finding));
}

/** What is said of a pattern that was switched off. */
export function stoppedPattern(file: string, { place, range }: Pattern): Finding {
  return {
    rule: ignoredPattern.id,
    severity: 'warning',
    file,
    range,
    state: 'draft',
    message: `${place} runs too long on a statement, so it was switched off and matches nothing.`,
    why: 'Most often one repetition stands inside another, as in (a+)+: say more exactly what is repeated.',
    fixes: [],
    related: [],
  };
}
