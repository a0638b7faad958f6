/**
 * Commands that sentences hold. Somebody will copy them, and a line that was broken would be pasted as two commands: so
 * whoever breaks lines asks here what has to stay whole.
 */
const commands = new Set<string>();

/** Nobody prints so many at once; an editor that runs for weeks must not keep all of them. */
const mostKept = 20_000;

/** Marks a command as one to be copied as a whole. */
export function pastable(command: string): string {
  if (commands.size >= mostKept) commands.clear();
  commands.add(command);
  return command;
}

const firstWords = /(?:migration-guard|git|cd|npx) /y;
const mostWords = 60;

/** Where the command ends that begins at the offset, in UTF-16 units from 0; undefined where none begins there. */
export function pastableEnd(text: string, start: number): number | undefined {
  firstWords.lastIndex = start;
  if (!firstWords.test(text)) return undefined;
  let found: number | undefined;
  let end = start;
  for (let words = 0; words < mostWords && end < text.length; words++) {
    const space = text.indexOf(' ', end + 1);
    end = space === -1 ? text.length : space;
    // A sentence may go on or end right behind it.
    for (const last of [end, end - 1]) {
      if (commands.has(text.slice(start, last))) found = last;
    }
  }
  return found;
}

/** Whether a sentence ends with a command: a full stop behind it would be copied along. */
export function endsInCommand(text: string): boolean {
  for (const { index } of text.matchAll(/(?:^| )(?=(?:migration-guard|git|cd|npx) )/g)) {
    const start = text[index] === ' ' ? index + 1 : index;
    if (pastableEnd(text, start) === text.length) return true;
  }
  return false;
}
