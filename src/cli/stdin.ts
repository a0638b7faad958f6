import { isatty } from 'node:tty';

/** More than any agent says before it runs a command. */
const mostBytes = 16 * 1024 * 1024;

/** All that stdin has, as text, or its first 16 MB; empty where it cannot be read, and undefined where it is a terminal. */
export async function readStdin(): Promise<string | undefined> {
  if (isatty(0)) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostBytes) break;
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}
