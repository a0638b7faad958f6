import type { Readable, Writable } from 'node:stream';
import type { Environment } from './terminal';

/** A stream that may be a terminal. */
type MaybeTerminal<S> = S & { readonly isTTY?: boolean | undefined };

/** `cancelled`: Ctrl-C, Escape, Ctrl-D, or the terminal went away. */
export type Answer = 'yes' | 'no' | 'cancelled';

/** Asks something that is answered with yes or no; no is the answer of who only presses Enter. */
export type Ask = (question: string) => Promise<Answer>;

/**
 * How to ask the person at the terminal; undefined where nobody sits there. What is asked goes to stderr, so that the
 * result can be piped away.
 */
export function askOn(
  stdin: MaybeTerminal<Readable>,
  stderr: MaybeTerminal<Writable>,
  env: Environment,
): Ask | undefined {
  if (stdin.isTTY !== true || stderr.isTTY !== true || env['TERM'] === 'dumb') return undefined;
  return (question) => failingMeanwhile(() => ask(question, stdin, stderr));
}

async function ask(question: string, input: Readable, output: Writable): Promise<Answer> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  // The prompt knows Ctrl-C, but waits for ever where the input ends.
  const onKey = (_text: unknown, key: { ctrl?: boolean; name?: string } = {}): void => {
    if (key.ctrl === true && key.name === 'd') leave();
  };
  input.on('keypress', onKey).once('end', leave).once('close', leave);
  try {
    const answer = await confirm({
      message: question,
      initialValue: false,
      input,
      output,
      signal: gone.signal,
    });
    return isCancel(answer) ? 'cancelled' : answer ? 'yes' : 'no';
  } finally {
    input.off('keypress', onKey).off('end', leave).off('close', leave);
  }
}

/** A process that ends because nothing can answer any more must not end well. */
async function failingMeanwhile<T>(wait: () => Promise<T>): Promise<T> {
  const before = process.exitCode;
  process.exitCode = 2;
  try {
    return await wait();
  } finally {
    process.exitCode = before;
  }
}
