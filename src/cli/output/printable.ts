import { endsInCommand } from '../../core/pastable';

/**
 * Characters that must not reach a terminal or a log as they are: control characters (ESC starts terminal commands),
 * format characters (bidirectional overrides make a line read as another one), line separators, halves of a character.
 * The two joiners are left alone inside words of scripts and emoji that need them.
 */
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?<=\p{ASCII})[\u200c\u200d]/gu;

/** JSON.stringify escapes C0 controls itself; a line feed can then only be the layout. */
const unsafeInJson = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code <= 0xff ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}

/** The text with every character that could act on a terminal spelt out: `\x1b`, `\u{202e}`. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, escaped);
}

/** The same for a character that takes no room by itself, such as a combining mark with nothing before it. */
export function escapeAll(text: string): string {
  return Array.from(text, escaped).join('');
}

/** Text from a project as one line that is safe to print. */
export function printable(text: string): string {
  return escapeUnsafe(text.replace(/\s*[\r\n\t]\s*/g, ' '));
}

/** A text from a project as a sentence: with a full stop, unless it ends with one, or with a command to be copied. */
export function sentence(text: string): string {
  const line = printable(text);
  return line.endsWith('.') || endsInCommand(line) ? line : `${line}.`;
}

/** Text of several lines, each safe to print; tabs stay. */
export function escapeLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.split('\t').map(escapeUnsafe).join('\t'));
}

/** JSON that means the same and can be shown on a terminal. */
export function safeJson(value: unknown): string {
  const unit = (at: string) => `\\u${at.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const json = JSON.stringify(value, null, 2);
  const safe = json.replace(unsafeInJson, (character) => character.split('').map(unit).join(''));
  // In a log of GitHub Actions `##[` is a command.
  return `${safe.replaceAll('##[', '#\\u0023[')}\n`;
}
