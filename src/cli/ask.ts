import type { Output } from './terminal';

/**
 * What asks a yes or no of whoever sits at the terminal; undefined where nobody does. The question goes to stderr, since
 * stdout may lead into another program. No answer means no.
 */
export function askingOn(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream & Output,
): ((question: string) => Promise<boolean>) | undefined {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async (question) => {
    const { confirm } = await import('@clack/prompts');
    return (await confirm({ message: question, initialValue: false, input: stdin, output: stderr })) === true;
  };
}
