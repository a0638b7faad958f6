import type StringWidth from 'string-width';

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

/** Lines of at most `width` columns, broken at spaces; a longer word stays whole so that it can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of text.split(' ')) {
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
