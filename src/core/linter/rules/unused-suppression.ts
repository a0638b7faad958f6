import type { RuleInfo } from '../findings/rule-metadata';

export const unusedSuppression: RuleInfo = {
  id: 'unused-suppression',
  summary: 'A suppression that matches no finding.',
};
