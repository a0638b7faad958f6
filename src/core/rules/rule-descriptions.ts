import { historyRules } from '../lint-history';
import { allRules } from './all-rules';

/** What a list of rules says of each. */
export const ruleDescriptions: readonly { readonly id: string; readonly summary: string }[] = [
  ...allRules,
  ...historyRules,
].map(({ id, summary }) => ({ id, summary }));
