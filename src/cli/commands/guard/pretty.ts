import type { Verdict } from '../../../workflows/guard';
import { printable } from '../../output/printable';

const words = { allow: 'Allowed', ask: 'Ask', deny: 'Denied' };
const exitCodes = { allow: 0, deny: 1, ask: 3 };

export function guardPretty({ decision, reason }: Verdict): string {
  return decision === 'allow' ? `${words.allow}.\n` : `${words[decision]}: ${printable(reason)}\n`;
}

export function exitCodeOf({ decision }: Verdict): number {
  return exitCodes[decision];
}
