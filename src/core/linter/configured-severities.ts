import type { RuleSettings } from './rule-settings';
import type { Finding, Severity } from './findings/finding';
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

/** The severity that a team or a person has set for its rule; what is settled stays as mild as it is. */
export function severityAsSet(
  { severity, state }: Pick<Finding, 'severity' | 'state'>,
  set: Severity | 'off' | undefined,
): Severity {
  return set === undefined || set === 'off' || state === 'settled' ? severity : set;
}
