/** Text as lines that begin with `-- `, of at most about 100 characters; whatever it holds, it stays a comment. */
export function comment(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').split(' ')) {
    if (line !== '' && line.length + word.length >= 100) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((one) => `-- ${one}`).join('\n');
}
