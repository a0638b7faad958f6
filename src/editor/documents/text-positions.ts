/** A position in a text as editors count it: line and UTF-16 character from 0. */
export interface LineAndCharacter {
  readonly line: number;
  readonly character: number;
}

const byteOrderMark = '\uFEFF';

/**
 * Where a UTF-16 offset lies in a text. Lines end as they do for VS Code, with CRLF, LF or a lone CR; a byte order mark,
 * which VS Code keeps out of its documents, has no width. Offsets beyond the text mean its end.
 */
export function positionAt(text: string, offset: number): LineAndCharacter {
  // Between a CR and its LF there is no position: the offset there means the end of their line.
  const end = text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : Math.min(offset, text.length);
  let line = 0;
  let lineStart = text.startsWith(byteOrderMark) ? 1 : 0;
  for (const lineEnd of text.slice(0, end).matchAll(/\r\n|\n|\r/g)) {
    line += 1;
    lineStart = lineEnd.index + lineEnd[0].length;
  }
  return { line, character: Math.max(0, end - lineStart) };
}

/** Whether two texts are the same to an editor, which drops a byte order mark and makes all line ends alike. */
export function sameForEditor(a: string, b: string): boolean {
  return a === b || withoutMarks(a) === withoutMarks(b);
}

function withoutMarks(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n|\r/g, '\n');
}
