import { ruleMetadata } from '../findings/rule-metadata';

export const unusedSuppression = ruleMetadata({
  id: 'unused-suppression',
  summary: 'A suppression that matches no finding.',
  kinds: ['suppression'],
  severity: { generated: 'warning', deliberate: 'warning' },
  fixable: [],
});
