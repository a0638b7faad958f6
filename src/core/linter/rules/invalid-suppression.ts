import { reasonPattern, reasonPlaceholder } from '../findings/suppression-form';
import { didYouMean } from '../../did-you-mean';
import { ruleMetadata } from '../findings/rule-metadata';

export const invalidSuppression = ruleMetadata({
  id: 'invalid-suppression',
  summary: 'A suppression that does not count: it gives no reason, or names no rule.',
  kinds: ['suppression'],
  severity: { generated: 'warning', deliberate: 'warning' },
  fixable: [],
});

const form = `migration-guard-ignore <rule>: ${reasonPlaceholder}`;

/** What a comment that wants to suppress something says, taken apart as far as it can be. */
export interface WantedSuppression {
  /** Undefined where the comment is not in the form of one. */
  readonly rule: string | undefined;
  readonly reason: string;
}

/** Why the comment suppresses nothing, in one or two sentences; undefined where it counts. */
export function whyInvalid(
  { rule, reason }: WantedSuppression,
  suppressible: readonly string[],
  others: readonly string[],
): string | undefined {
  if (rule === undefined) return `This suppresses nothing: it should read ${form}.`;
  if (others.includes(rule)) {
    return `${rule} cannot be suppressed: correct the comment that it is about, or take it out.`;
  }
  if (!suppressible.includes(rule)) {
    return `This suppresses nothing: there is no rule ${rule}.${didYouMean(rule, suppressible)}`;
  }
  if (!reasonPattern.test(reason) || reason === reasonPlaceholder) {
    return `This suppresses nothing yet: write after a colon why ${rule} is wrong here, for the next reader.`;
  }
  return undefined;
}
