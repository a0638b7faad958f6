import type { Range } from '../range';

const comment = /^\/\/\s*(.*?)\s*$/;

/**
 * What a JSON file with comments says of a value: the `//` comment at the end of its last line, else those on lines of
 * their own right above it. Undefined where there is none.
 */
export function commentBeside(text: string, { start, end }: Range): string | undefined {
  const rest = text.slice(end).split('\n', 1)[0] ?? '';
  const atEnd = comment.exec(rest.replace(/^[\s,]*/, ''))?.[1];
  if (atEnd) return atEnd;
  const above = text.slice(0, start).split('\n').slice(0, -1);
  const lines: string[] = [];
  for (let line = above.pop(); line !== undefined; line = above.pop()) {
    const content = comment.exec(line.trim())?.[1];
    if (content === undefined) break;
    lines.unshift(content);
  }
  return lines.join(' ').trim() || undefined;
}
