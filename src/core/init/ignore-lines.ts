/** The text with one line more at its end, in its own line ends. */
function withLine(text: string | undefined, line: string): string {
  const before = text ?? '';
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  const gap = before === '' || before.endsWith('\n') ? '' : newline;
  return `${before}${gap}${line}${newline}`;
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * `.gitattributes` with which migrations have the same line ends, and so the same checksum, on every machine; undefined
 * where it says so already.
 *
 * @param folder the migrations folder as seen from the file, with `/`
 */
export function withLineEnds(text: string | undefined, folder: string): string | undefined {
  const pattern = folder === '' ? '*.sql' : `${folder}/**`;
  const covering = new Set(['*', '*.sql', '**/*.sql', 'migration.sql', pattern, `${folder}/**/*.sql`]);
  const covered = linesOf(text).some((line) => {
    const [name = '', ...attributes] = line.split(/\s+/);
    const says = attributes.some((attribute) => attribute === 'eol=lf' || attribute === '-text');
    return says && covering.has(name.replace(/^\//, '').replaceAll('"', ''));
  });
  if (covered) return undefined;
  return withLine(text, `${/\s/.test(pattern) ? JSON.stringify(pattern) : pattern} text eol=lf`);
}

/**
 * `.prettierignore` with which Prettier leaves migrations as they were applied; undefined where it does already.
 *
 * @param folder the migrations folder as seen from the file, with `/`
 */
export function withIgnored(text: string | undefined, folder: string): string | undefined {
  const plain = (line: string): string =>
    line
      .replace(/^\.?\//, '')
      .replace(/^\*\*\//, '')
      .replace(/(?:\/\*\*?)*\/?$/, '');
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const covering = new Set([folder, name, '*.sql', `${folder}/**/*.sql`]);
  if (linesOf(text).some((line) => covering.has(plain(line)))) return undefined;
  return withLine(text, `${folder}/`);
}
