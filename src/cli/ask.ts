import type { Answer } from '../workflows/answer';
import { Interrupted } from './interruption';

/**
 * Asks for a line of text on the terminal.
 *
 * @returns undefined where there is no terminal
 * @throws Interrupted where the person leaves
 */
export function askText(question: string): Promise<string | undefined> {
  return onTerminal(async (terminal) => {
    const { text, isCancel } = await import('./prompts');
    const answer = await text({ message: question, ...terminal });
    if (isCancel(answer)) throw new Interrupted(130);
    return answer;
  });
}

/** Asks for a yes or no on the terminal; no is what stands there already. */
export function askYesOrNo(question: string): Promise<Answer | undefined> {
  return onTerminal(async (terminal): Promise<Answer> => {
    const { confirm, isCancel } = await import('./prompts');
    const answer = await confirm({ message: question, initialValue: false, ...terminal });
    return isCancel(answer) ? 'left' : answer ? 'yes' : 'no';
  });
}

interface Terminal {
  /** Not stdout, which may lead into another program. */
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** @returns undefined where there is no terminal */
async function onTerminal<T>(ask: (terminal: Terminal) => Promise<T>): Promise<T | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  // Prompts know Ctrl-C, but wait for ever where the input ends.
  const onKey = (_text: unknown, key: { ctrl?: boolean; name?: string } = {}): void => {
    if (key.ctrl === true && key.name === 'd') leave();
  };
  process.stdin.on('keypress', onKey).once('end', leave).once('close', leave);
  // A process that ends because nothing can answer any more must not end well.
  const before = process.exitCode;
  process.exitCode = 2;
  try {
    return await ask({ output: process.stderr, signal: gone.signal });
  } finally {
    process.exitCode = before;
    process.stdin.off('keypress', onKey).off('end', leave).off('close', leave);
  }
}
