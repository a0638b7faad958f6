import { declareGuard } from './commands/guard';
import { start } from './start';

/** Runs `guard`: it stands in front of every command of an agent, so it loads nothing of the others. */
export function startGuard(): Promise<void> {
  return start({ guard: declareGuard });
}
