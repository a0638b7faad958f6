import type { Range } from '../range';

/** What stands between these two lines is ours; all else of the file is somebody else's. */
interface Marks {
  readonly begin: string;
  readonly end: string;
}

/** Several projects may write into one file. */
function marksOf(name: string): Marks {
  return { begin: `<!-- ${name}:begin -->`, end: `<!-- ${name}:end -->` };
}

/** What keeps us from writing into a file, a sentence without the file's name. */
export interface BrokenMarks {
  readonly broken: string;
}

/**
 * The text with the block between its marks: in the place of the one that is there, else at the end.
 *
 * @param name whose block it is: letters, digits and hyphens
 * @param block lines that end in line feeds; they get the line ends of the text
 */
export function withBlock(text: string | undefined, name: string, block: string): string | BrokenMarks {
  const marks = marksOf(name);
  const marked = `${marks.begin}\n\n${block.trim()}\n\n${marks.end}`;
  if (text === undefined) return `${marked}\n`;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const own = marked.replaceAll('\n', newline);
  const found = findBlock(text, marks);
  if (found && 'broken' in found) return found;
  if (found) {
    const there = text.slice(found.start, found.end);
    // What a formatter did to it is no difference.
    return squashed(there) === squashed(own)
      ? text
      : text.slice(0, found.start) + own + text.slice(found.end);
  }
  const before = text.replace(/\s+$/, '');
  const mark = text.startsWith('\uFEFF') && before === '' ? '\uFEFF' : '';
  return `${mark}${before}${before === '' ? '' : newline + newline}${own}${newline}`;
}

/** Where the block stands, in UTF-16 units; undefined where there is none. */
function findBlock(text: string, marks: Marks): Range | BrokenMarks | undefined {
  const [start, ...moreStarts] = placesOf(text, marks.begin);
  const [end, ...moreEnds] = placesOf(text, marks.end);
  const broken = (what: string): BrokenMarks => ({
    broken: `${what}, so nothing was written: take the lines with ${marks.begin} and ${marks.end} out, and what is ours between them`,
  });
  if (start === undefined && end === undefined) return undefined;
  if (start === undefined) return broken(`has a line ${marks.end} and none ${marks.begin}`);
  if (end === undefined) return broken(`has a line ${marks.begin} and none ${marks.end}`);
  if (moreStarts.length > 0 || moreEnds.length > 0) return broken('has its marks several times');
  if (end < start) return broken(`has ${marks.end} before ${marks.begin}`);
  return { start, end: end + marks.end.length };
}

/** Where it stands alone on a line. */
function placesOf(text: string, mark: string): number[] {
  return [...text.matchAll(/^.*$/gm)].flatMap(({ 0: line, index }) =>
    line.replace(/^\uFEFF/, '').trim() === mark ? index + line.indexOf(mark) : [],
  );
}

function squashed(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
