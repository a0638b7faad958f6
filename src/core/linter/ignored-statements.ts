import type { RuleSettings } from './findings/rule-settings';
import type { Finding, MigrationState } from './findings/finding';
import { ignoredPattern } from './rules/ignored-pattern';
import { isOff } from './configured-severities';
import { statementAt, type Script, type Statement } from '../sql/statements';
import type { DriftIgnore, IgnorePattern } from '../protection/drift-ignore';
import { textForPatterns } from '../protection/pattern-texts';
import type { PatternTrial } from '../protection/patterns';

/** What decides whether `ignorePatterns` are applied. */
interface Ignoring {
  readonly state: MigrationState;
  readonly driftIgnore: DriftIgnore | undefined;
  readonly patterns: PatternTrial;
  readonly config: RuleSettings | undefined;
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
 * Of a statement that an entry of `ignorePatterns` does not want only that is said, and which index it would cost. But where
 * a person suppressed a finding, they want the statement as it is: then the entry is silent, and the rules speak.
 */
export function withoutIgnored(findings: readonly Finding[], script: Script): Finding[] {
  const silent = new Set<Finding>();
  const withLoss = new Map<Finding, Finding>();
  const byStatement = new Map<Statement | undefined, Finding[]>();
  for (const finding of findings) {
    // What is said of a whole file has no extent.
    if (finding.rule === ignoredPattern.id || finding.range.end <= finding.range.start) continue;
    const statement = statementAt(script, finding.range.start);
    const known = byStatement.get(statement);
    if (known) known.push(finding);
    else byStatement.set(statement, [finding]);
  }
  for (const own of findings) {
    if (own.rule !== ignoredPattern.id || own.suppressed) continue;
    const statement = statementAt(script, own.range.start);
    const others = (statement?.start === own.range.start && byStatement.get(statement)) || [];
    if (others.some(({ suppressed }) => suppressed)) silent.add(own);
    else {
      others.forEach((other) => silent.add(other));
      const lossy = others.find(({ loss, index }) => loss !== undefined && index !== undefined);
      if (lossy?.loss !== undefined)
        withLoss.set(own, { ...own, index: lossy.index ?? '', loss: lossy.loss });
    }
  }
  return findings
    .filter((finding) => !silent.has(finding))
    .map((finding) => withLoss.get(finding) ?? finding);
}
