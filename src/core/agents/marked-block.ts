/** What stands between these two lines is ours; all else of the file is somebody else's. */
export const blockStart = '<!-- migration-guard:begin -->';
export const blockEnd = '<!-- migration-guard:end -->';

/** What keeps us from writing into a file, a sentence without the file's name. */
export interface BrokenMarks {
  readonly broken: string;
}

/**
 * The text with the block between its marks: in the place of the one that is there, else at the end.
 *
 * @param block lines that end in line feeds; they get the line ends of the text
 */
export function withBlock(text: string | undefined, block: string): string | BrokenMarks {
  const marked = `${blockStart}\n\n${block.trim()}\n\n${blockEnd}`;
  if (text === undefined) return `${marked}\n`;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const own = marked.replaceAll('\n', newline);
  const found = findBlock(text);
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
function findBlock(text: string): { readonly start: number; readonly end: number } | BrokenMarks | undefined {
  const [start, ...moreStarts] = placesOf(text, blockStart);
  const [end, ...moreEnds] = placesOf(text, blockEnd);
  if (start === undefined && end === undefined) return undefined;
  if (start === undefined || end === undefined) {
    const [is, lacks] = start === undefined ? [blockEnd, blockStart] : [blockStart, blockEnd];
    return broken(`has a line ${is} and none ${lacks}`);
  }
  if (moreStarts.length > 0 || moreEnds.length > 0) return broken('has its marks several times');
  if (end < start) return broken(`has ${blockEnd} before ${blockStart}`);
  return { start, end: end + blockEnd.length };
}

function broken(what: string): BrokenMarks {
  return {
    broken: `${what}, so nothing was written: take the lines with ${blockStart} and ${blockEnd} out, and what is ours between them`,
  };
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
