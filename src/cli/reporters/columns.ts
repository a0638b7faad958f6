import stringWidth from 'string-width';

/** Columns that the text takes on a terminal. */
export function columnsOf(text: string): number {
  return stringWidth(text);
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
