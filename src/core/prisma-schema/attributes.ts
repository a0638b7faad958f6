import type { Range } from '../range';
import { type Cursor, readString, readWord, skipSpaces, take } from './cursor';

/** An expression as the schema language has it. */
export type Value =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Argument[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly source: string };

export interface Argument {
  /** Undefined for a positional one. */
  readonly name: string | undefined;
  readonly value: Value;
}

/** `@name(…)` or `@@name(…)`. */
export interface Attribute {
  /** Without the `@`; may be dotted (`db.VarChar`). */
  readonly name: string;
  readonly args: readonly Argument[];
  /** From the first `@` to behind the name or the closing parenthesis. */
  readonly range: Range;
}

/** Real schemas nest four deep; this keeps a line of a million brackets from overflowing the stack. */
const deepest = 32;

/** The attribute whose `@` stands at the cursor. Undefined if it is not complete on this line: nothing spans lines. */
export function readAttribute(cursor: Cursor): Attribute | undefined {
  const start = cursor.at;
  take(cursor, '@');
  take(cursor, '@');
  skipSpaces(cursor);
  const name = readWord(cursor);
  if (name === '') return undefined;
  let end = cursor.at;
  let args: readonly Argument[] | undefined = [];
  skipSpaces(cursor);
  if (take(cursor, '(')) {
    args = readArguments(cursor);
    if (args === undefined) return undefined;
    end = cursor.at;
  } else {
    cursor.at = end;
  }
  return { name, args, range: { start, end } };
}

/** The expression at the cursor; undefined if there is none, or if it is not complete on this line. */
export function readValue(cursor: Cursor, depth = 0): Value | undefined {
  if (depth > deepest) return undefined;
  const char = cursor.text[cursor.at];
  if (char === '"') {
    const text = readString(cursor);
    return text === undefined ? undefined : { kind: 'string', text };
  }
  if (char === '[') return readList(cursor, depth);
  if (char === '{') return readObject(cursor);
  const text = readWord(cursor);
  if (text === '') return undefined;
  const end = cursor.at;
  skipSpaces(cursor);
  if (take(cursor, '(')) {
    const args = readArguments(cursor, depth + 1);
    return args === undefined ? undefined : { kind: 'call', name: text, args };
  }
  cursor.at = end;
  return { kind: 'word', text };
}

/** The arguments behind an opening parenthesis, to behind the closing one. */
export function readArguments(cursor: Cursor, depth = 0): Argument[] | undefined {
  const args: Argument[] = [];
  for (;;) {
    skipSpaces(cursor);
    if (take(cursor, ')')) return args;
    if (take(cursor, ',')) continue;
    const value = readValue(cursor, depth);
    if (value === undefined) return undefined;
    skipSpaces(cursor);
    if (value.kind !== 'word' || !take(cursor, ':')) {
      args.push({ name: undefined, value });
      continue;
    }
    skipSpaces(cursor);
    const next = cursor.text[cursor.at];
    if (next === ',' || next === ')') continue; // `map:` with its value still to come
    const named = readValue(cursor, depth);
    if (named === undefined) return undefined;
    args.push({ name: value.text, value: named });
  }
}

function readList(cursor: Cursor, depth: number): Value | undefined {
  const items: Value[] = [];
  take(cursor, '[');
  for (;;) {
    skipSpaces(cursor);
    if (take(cursor, ']')) return { kind: 'list', items };
    if (take(cursor, ',')) continue;
    const item = readValue(cursor, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
}

function readObject(cursor: Cursor): Value | undefined {
  const { text } = cursor;
  const start = cursor.at;
  for (let open = 0; cursor.at < text.length;) {
    const char = text[cursor.at];
    if (char === '\n' || char === '\r') return undefined;
    if (char === '"') {
      if (readString(cursor) === undefined) return undefined;
      continue;
    }
    cursor.at++;
    if (char === '{') open++;
    if (char === '}' && --open === 0) return { kind: 'object', source: text.slice(start, cursor.at) };
  }
  return undefined;
}
