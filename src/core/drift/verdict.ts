import { tokenStream } from './token-stream';

/** What can be proved about two texts of one migration. */
export type EditVerdict = 'same' | 'cosmetic' | 'changed';

/** As Prisma compares checksums: line ends do not count. */
function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/**
 * Compares a migration's text with what it was: `same` where Prisma accepts the checksum of either, `cosmetic` where only
 * comments, white space, the case of keywords or a byte order mark differ, else `changed`.
 */
export function verdictOf(before: string, now: string): EditVerdict {
  if (withLineFeeds(before) === withLineFeeds(now)) return 'same';
  const [was, is] = [tokenStream(before), tokenStream(now)];
  if (!was || !is || was.length !== is.length) return 'changed';
  return was.every((token, index) => token === is[index]) ? 'cosmetic' : 'changed';
}

/**
 * The first stretch in which two texts differ, as offsets in the second; at least one character where there is one. Line
 * ends do not count, for git may have changed all of them.
 */
export function firstDifference(before: string, now: string): { start: number; end: number } {
  const { start, end } = difference(withLineFeeds(before), withLineFeeds(now));
  return { start: offsetIn(now, start), end: offsetIn(now, end) };
}

/** An offset in the text with line feeds, as one in the text itself. */
function offsetIn(text: string, offset: number): number {
  let at = offset;
  for (let cr = text.indexOf('\r\n'); cr !== -1 && cr < at; cr = text.indexOf('\r\n', cr + 2)) at++;
  return at;
}

function difference(before: string, now: string): { start: number; end: number } {
  const shortest = Math.min(before.length, now.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shortest - start && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const end = Math.max(now.length - tail, Math.min(start + 1, now.length));
  return { start: Math.min(start, Math.max(0, end - 1)), end };
}
