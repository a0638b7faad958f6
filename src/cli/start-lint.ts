import { declareLint } from './commands/lint';
import { start } from './start';

/** Runs `lint`: what runs most often has a bundle of its own, which is half as large as that of all commands. */
export function startLint(): Promise<void> {
  return start({ lint: declareLint });
}
