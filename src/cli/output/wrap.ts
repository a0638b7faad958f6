import type StringWidth from 'string-width';
import { pastableEnd } from '../../core/pastable';

/** ASCII, Latin letters, dashes, quotation marks, arrows and lines: one column each, and nothing joins them to others. */
const singleColumns = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u257f]*$/;

/** What knows of wide characters, emoji and marks. To load it takes as long as to lint a small project. */
function exactColumns(text: string): number {
  const { default: stringWidth } = require('string-width') as { default: typeof StringWidth };
  return stringWidth(text);
}

/** Columns that the text takes on a terminal. */
export function columnsOf(text: string): number {
  return singleColumns.test(text) ? text.length : exactColumns(text);
}

/**
 * Lines of at most `width` columns, broken at spaces. A longer word stays whole, and so does a command, so that they can be
 * copied.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of words(text)) {
    const wordColumns = columnsOf(word);
    if (line !== '' && columns + 1 + wordColumns > width) {
      lines.push(line);
      line = word;
      columns = wordColumns;
    } else {
      columns += wordColumns + (line === '' ? 0 : 1);
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** What stands between spaces; a command counts as one word. */
function* words(text: string): Generator<string> {
  let start = 0;
  while (start <= text.length) {
    const space = text.indexOf(' ', pastableEnd(text, start) ?? start);
    const end = space === -1 ? text.length : space;
    yield text.slice(start, end);
    start = end + 1;
  }
}
