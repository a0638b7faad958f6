import { ownCommand, usualEnvironment } from './command-target';

/** What to do about an error that nobody foresaw, a sentence. */
export function bugAdvice(): string {
  return `Please report this with the output of ${ownCommand('doctor', { environment: usualEnvironment })}`;
}
