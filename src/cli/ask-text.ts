/**
 * Asks for a line of text on the terminal.
 *
 * @returns undefined where there is no terminal, and where the person leaves
 */
export async function askText(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const { text, isCancel } = await import('@clack/prompts');
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  process.stdin.once('end', leave).once('close', leave);
  // A process that ends because nothing can answer any more must not end well.
  const before = process.exitCode;
  process.exitCode = 2;
  try {
    const answer = await text({ message: question, output: process.stderr, signal: gone.signal });
    return isCancel(answer) ? undefined : answer;
  } finally {
    process.exitCode = before;
    process.stdin.off('end', leave).off('close', leave);
  }
}
