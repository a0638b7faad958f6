import { commonSequence, gapsAndMatches, isGap } from './common-sequence';

/** A line of a diff: in both texts, only in the one before, or only in today's. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * Compares two texts line by line. Line ends count only where nothing else differs; then each line keeps its CR, so that
 * the difference can be seen.
 */
export function diffLines(before: string, now: string): DiffLine[] {
  const [was, is] = [before, now].map((text) => text.replaceAll('\r\n', '\n'));
  return was === is ? diff(linesOf(before), linesOf(now)) : diff(linesOf(was ?? ''), linesOf(is ?? ''));
}

function diff(before: readonly string[], now: readonly string[]): DiffLine[] {
  return [...gapsAndMatches(before, now, commonSequence(before, now))].flatMap((part): DiffLine[] =>
    isGap(part)
      ? [
          ...part.before.map((text) => ({ sign: '-' as const, text })),
          ...part.now.map((text) => ({ sign: '+' as const, text })),
        ]
      : [{ sign: ' ', text: now[part[1]] ?? '' }],
  );
}

/** What stands behind the last line break is a line of its own, also where that is nothing. */
function linesOf(text: string): string[] {
  return text.split('\n');
}
