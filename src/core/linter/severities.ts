import type { RuleSettings } from './rule-settings';
import type { Finding } from './findings/finding';
import { rules } from './rules/registry';

const offByDefault: ReadonlySet<string> = new Set(
  rules.filter(({ isOffByDefault }) => isOffByDefault).map(({ id }) => id),
);

/** Whether the rule says nothing in this project. */
export function isOff(rule: string, config: RuleSettings | undefined): boolean {
  const severity = config?.severities.get(rule);
  return severity === undefined ? offByDefault.has(rule) : severity === 'off';
}

/** Whether a rule that is off by default is on: it may have something to say about any statement. */
export function asksForMore(config: RuleSettings | undefined): boolean {
  return config !== undefined && [...offByDefault].some((rule) => !isOff(rule, config));
}

/** The findings with the severities that migration-guard.json gives their rules; settled ones stay as mild as they are. */
export function withSeverities(findings: readonly Finding[], config: RuleSettings | undefined): Finding[] {
  return findings
    .filter(({ rule }) => !isOff(rule, config))
    .map((finding) => {
      const severity = config?.severities.get(finding.rule);
      const isOwn = severity === undefined || severity === 'off' || finding.state === 'settled';
      return isOwn ? finding : { ...finding, severity };
    });
}
