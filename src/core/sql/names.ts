import type { Token } from './scan';

/** PostgreSQL keeps 63 bytes of an identifier (NAMEDATALEN - 1). */
export const maxNameBytes = 63;

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character.codePointAt(0) ?? 0);
  return bytes;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

/** The longest start of `text` that takes at most `bytes` bytes in UTF-8 and ends between two characters. */
export function cutToBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || (text.length <= bytes && isAscii(text))) return text;
  let taken = 0;
  let end = 0;
  for (const character of text) {
    taken += utf8Length(character.codePointAt(0) ?? 0);
    if (taken > bytes) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

/** What PostgreSQL keeps of a name. */
export function keptName(name: string): string {
  return cutToBytes(name, maxNameBytes);
}

/** Folds an unquoted identifier as PostgreSQL does in a UTF-8 database: ASCII letters only. */
export function foldName(name: string): string {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code >= 65 && code <= 90) return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  }
  return name;
}

function unescapeUnicode(body: string, escape: string): string {
  let result = '';
  for (let i = 0; i < body.length; i++) {
    if (body[i] !== escape) {
      result += body.charAt(i);
      continue;
    }
    const wide = body[i + 1] === '+';
    const digits = wide ? body.slice(i + 2, i + 8) : body.slice(i + 1, i + 5);
    if (body[i + 1] === escape) {
      result += escape;
      i++;
    } else if (/^[0-9a-f]+$/i.test(digits) && digits.length === (wide ? 6 : 4)) {
      const codePoint = Number.parseInt(digits, 16);
      result += codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '�';
      i += digits.length + (wide ? 1 : 0);
    } else {
      result += escape;
    }
  }
  return result;
}

/** The name that an unquoted identifier means: folded, and cut at 63 bytes. */
export function wordName(source: string): string {
  return keptName(foldName(source));
}

/**
 * The name that a quoted identifier means: without its quotes, and cut at 63 bytes.
 *
 * @param isOpen whether its last quote is missing
 * @param unicodeEscape the escape character of a `U&"…"` identifier (its UESCAPE clause), `\\` by default
 */
export function quotedName(source: string, isOpen: boolean, unicodeEscape = '\\'): string {
  const start = source.indexOf('"') + 1;
  const quoted = source.slice(start, isOpen ? undefined : -1);
  const body = quoted.includes('"') ? quoted.replaceAll('""', '"') : quoted;
  return keptName(start > 1 ? unescapeUnicode(body, unicodeEscape) : body);
}

/** The name that an identifier token means. */
export function nameOf(text: string, token: Token): string {
  const source = text.slice(token.start, token.end);
  return token.kind === 'quoted' ? quotedName(source, token.open) : wordName(source);
}

/** Writes a name as a quoted identifier, as Prisma does. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
