import type { RuleInfo } from './rule';

export const unusedSuppression: RuleInfo = {
  id: 'unused-suppression',
  summary: 'A suppression that matches no finding.',
};
