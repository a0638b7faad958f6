import { allCommands } from './commands/all';
import { start } from './start';

/** Runs any command. */
export function startAny(): Promise<void> {
  return start(allCommands);
}
