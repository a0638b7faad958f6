/** A position in a schema's text. The functions here move it on and never past the end of the line or the text. */
export interface Cursor {
  readonly text: string;
  /** UTF-16 offset from 0. */
  at: number;
  /** No block comment from here on is closed; kept so that nobody looks for its end again. */
  unclosed: boolean;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The beginning of a file's text, behind a byte order mark. Offsets count the mark. */
export function startOf(text: string): Cursor {
  return { text, at: text.startsWith('\uFEFF') ? 1 : 0, unclosed: false };
}

/** Past the blanks of this line: Unicode's space separators and tabs, as Prisma's grammar has it. */
export function skipSpaces(cursor: Cursor): void {
  const { text } = cursor;
  while (isSpace(text.charCodeAt(cursor.at))) cursor.at++;
}

/** Whether the text goes on with `expected`; if so, past it. */
export function take(cursor: Cursor, expected: string): boolean {
  if (!cursor.text.startsWith(expected, cursor.at)) return false;
  cursor.at += expected.length;
  return true;
}

/** An identifier, a dotted path or a number; empty where there is none. */
export function readWord(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at;
  while (isWordPart(text.charCodeAt(cursor.at))) cursor.at++;
  return text.slice(start, cursor.at);
}

/**
 * The content of the string literal at the cursor, escapes resolved as in JSON. A string does not go over the line's
 * end: one that is not closed there is undefined, with the cursor where it was.
 */
export function readString(cursor: Cursor): string | undefined {
  const { text } = cursor;
  const start = cursor.at;
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      cursor.at = at + 1;
      const content = text.slice(start + 1, at);
      return escaped ? unescape(content) : content;
    }
    if (isLineBreak(text.charCodeAt(at))) return undefined;
    if (char === '\\') {
      escaped = true;
      if (!isLineBreak(text.charCodeAt(at + 1))) at++;
    }
  }
  return undefined;
}

/** The rest of a line. Most lines of a schema are skipped, and a loop over their characters takes longer than all else. */
const restOfLine = /[^\r\n]*/y;

/** To the line break that ends this line, or to the text's end. */
function skipToLineEnd(cursor: Cursor): void {
  restOfLine.lastIndex = cursor.at;
  restOfLine.test(cursor.text);
  cursor.at = restOfLine.lastIndex;
}

/** Past blanks and block comments, which may span lines. A comment that is not closed is left standing. */
export function skipBlanks(cursor: Cursor): void {
  skipSpaces(cursor);
  while (!cursor.unclosed && cursor.text.startsWith('/*', cursor.at)) {
    const end = cursor.text.indexOf('*/', cursor.at + 2);
    if (end < 0) {
      cursor.unclosed = true;
      return;
    }
    cursor.at = end + 2;
    skipSpaces(cursor);
  }
}

/** Past what is left of this line, a block comment that begins there, and the line break itself. */
export function nextLine(cursor: Cursor): void {
  skipBlanks(cursor);
  skipToLineEnd(cursor);
  if (cursor.at < cursor.text.length) cursor.at++;
}

function unescape(content: string): string {
  return content.replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, code: string | undefined, char: string) =>
    code === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function isSpace(code: number): boolean {
  return (
    code === 32 ||
    code === 9 ||
    code === 0xa0 ||
    (code >= 0x1680 &&
      (code === 0x1680 ||
        (code >= 0x2000 && code <= 0x200a) ||
        code === 0x202f ||
        code === 0x205f ||
        code === 0x3000))
  );
}

/** Letters and digits of any script, `_`, `-` and `.`: a little more than Prisma allows in any one place. */
function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    (code > 127 && !isSpace(code))
  );
}
