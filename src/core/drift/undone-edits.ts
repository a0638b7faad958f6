import { quoteName } from '../sql/names';
import { withDropsAgain } from '../sql/substitute-comments';
import { checksumsIn, type Sha256 } from './checksum';

/**
 * What editors, git and our own fixes do to a file, and what can be taken back without knowing the text before. All but
 * the last change no statement.
 */
export type UndoneEdit =
  'byte order mark' | 'line ends' | 'trailing white space' | 'line breaks at the end' | 'indexes kept';

/** A text that today's could have been made from. */
export interface UndoneText {
  readonly text: string;
  /** Which kinds of change lie between the two. */
  readonly edits: readonly UndoneEdit[];
}

const mark = '\uFEFF';

/**
 * The text for which Prisma would accept the checksum, if it can be had from today's by undoing what an editor may have
 * done: a byte order mark that came or went, white space at the ends of lines, line breaks at the end, line ends; or what
 * our own fix has: a DROP INDEX that it took out.
 */
export function undoEdits(text: string, checksum: string, sha256: Sha256): UndoneText | undefined {
  const isIt = checksumsIn([checksum], sha256);
  for (const kept of variants(text, 'indexes kept', droppedAgain(text))) {
    for (const { text: candidate, edits } of candidates(kept.text)) {
      if (isIt(candidate) === undefined) continue;
      return { text: candidate, edits: kept.edit === undefined ? edits : [...edits, kept.edit] };
    }
  }
  return undefined;
}

/** What the text may have been before our quick fix kept indexes, whose schema Prisma names in some projects. */
function droppedAgain(text: string): string[] {
  const forms = [quoteName, (name: string): string => `"public".${quoteName(name)}`];
  return forms.flatMap((form) => withDropsAgain(text, form) ?? []);
}

interface Variant {
  readonly text: string;
  readonly edit?: UndoneEdit;
}

/** Every combination, each text once. */
function* candidates(now: string): Generator<UndoneText> {
  const tried = new Set<string>();
  // Line ends of both kinds in one file are none of the forms that Prisma tries.
  for (const lines of variants(now, 'line ends', [now.replace(/\r\n?/g, '\n')])) {
    for (const trimmed of variants(lines.text, 'trailing white space', [trimLines(lines.text)])) {
      for (const ended of variants(trimmed.text, 'line breaks at the end', endings(trimmed.text))) {
        for (const marked of variants(ended.text, 'byte order mark', [otherMark(ended.text)])) {
          if (tried.has(marked.text)) continue;
          tried.add(marked.text);
          const edits = [lines, trimmed, ended, marked].flatMap(({ edit }) => edit ?? []);
          yield { text: marked.text, edits };
        }
      }
    }
  }
}

function variants(text: string, edit: UndoneEdit, others: readonly string[]): Variant[] {
  return [{ text }, ...others.map((other) => ({ text: other, edit }))];
}

function trimLines(text: string): string {
  return text.split('\n').map(withoutTrailingSpace).join('\n');
}

/** Not by a regular expression: a long stretch of blanks inside a line would cost it the square of its length. */
function withoutTrailingSpace(line: string): string {
  const lineEnd = line.endsWith('\r') ? '\r' : '';
  let end = line.length - lineEnd.length;
  while (end > 0 && ' \t\f\v'.includes(line.charAt(end - 1))) end--;
  return line.slice(0, end) + lineEnd;
}

/** Without a line break at the end, with one, and with the blank line that Prisma leaves. */
function endings(text: string): string[] {
  const body = text.replace(/[\r\n]+$/, '');
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return [body + lineBreak, body, body + lineBreak + lineBreak];
}

function otherMark(text: string): string {
  return text.startsWith(mark) ? text.slice(mark.length) : mark + text;
}
