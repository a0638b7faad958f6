import type { Ask } from './ask';
import { printable } from './reporters/printable';
import type { Output } from './terminal';

/** Where to ask and to say things. */
export interface Person {
  readonly ask: Ask;
  readonly stderr: Output;
}

/**
 * Asks before something is written.
 *
 * @param yes whether the person agreed on the command line
 * @returns undefined where the person agrees; else the exit code, and why nothing is written has been said
 */
export async function mayGoOn(
  question: string,
  yes: boolean,
  { ask, stderr }: Person,
): Promise<1 | 130 | undefined> {
  if (yes) return undefined;
  const answer = await ask(printable(question));
  if (answer === 'yes') return undefined;
  say(
    answer === undefined
      ? 'Nothing was written, since nobody can be asked here. Add --yes once you have read the above.'
      : 'Nothing was written.',
    stderr,
  );
  return answer === 'left' ? 130 : 1;
}

/** @returns 1, for what is said here is why something was not done */
export function say(sentence: string, stderr: Output): 1 {
  stderr.write(`migration-guard: ${printable(sentence)}\n`);
  return 1;
}
