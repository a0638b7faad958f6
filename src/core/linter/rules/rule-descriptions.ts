import { historyRules } from '../lint-history';
import { allRules } from './all-rules';
import { editedAppliedMigration } from './edited-applied-migration';
import { invalidSuppression } from './invalid-suppression';
import type { RuleInfo } from './rule';
import { unusedSuppression } from './unused-suppression';

/** Rules that a suppression can name. */
const suppressible: readonly RuleInfo[] = [...allRules, ...historyRules, editedAppliedMigration];

/** Rules about suppressions, which cannot be suppressed themselves. */
const aboutSuppressions: readonly RuleInfo[] = [unusedSuppression, invalidSuppression];

/** What a list of rules says of each. */
export const ruleDescriptions: readonly RuleInfo[] = [...suppressible, ...aboutSuppressions].map(
  ({ id, summary }) => ({ id, summary }),
);

export const suppressibleRules: readonly string[] = suppressible.map(({ id }) => id);

export const unsuppressibleRules: readonly string[] = aboutSuppressions.map(({ id }) => id);
