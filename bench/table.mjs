/** Rows of cells as a Markdown table; all columns but the first are numbers and stand on the right. */
export function table(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)));
  const line = (cells) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Milliseconds with as many digits as mean something. */
export function time(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds >= 100
    ? `${Math.round(milliseconds)} ms`
    : `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;
}

export function megabytes(amount) {
  return amount === undefined ? '–' : `${Math.round(amount)} MB`;
}

export function ratio(of, to) {
  return `${(of / to).toFixed(2)}×`;
}
