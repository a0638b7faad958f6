import type { Range } from '../range';
import { Cursor, type Identifier } from './cursor';
import type { CreateIndex } from './operations';
import type { Step } from './step';

/** A storage parameter of WITH. */
export interface IndexOption {
  /** Before a dot, as `toast.` is for tables. */
  readonly namespace: string | undefined;
  readonly name: Identifier;
  /** As written, without quotation marks; undefined where there is none, which means true. */
  readonly value: string | undefined;
  /** From its name to its value. */
  readonly range: Range;
}

/** Where the parts of a CREATE INDEX stand. */
export interface IndexParts {
  /** In lower case; undefined where none is named. */
  readonly method: string | undefined;
  /** Between the parentheses; undefined for none. */
  readonly keys: Range | undefined;
  /** The words among the keys; quoted ones as they are. */
  readonly words: readonly string[];
  readonly options: readonly IndexOption[];
  /** Ranges are those of parts, not all the whole statement's: it stands in the script as PostgreSQL gets it. */
  readonly isExact: boolean;
}

/** Reads the parts of a step that makes an index; undefined where it breaks off too early. */
export function indexParts(text: string, operation: CreateIndex, step: Step): IndexParts | undefined {
  const { range } = step;
  const { sql } = operation;
  const isExact = text.slice(range.start, range.end) === sql;
  const cursor = Cursor.of(sql, ({ start, end }) =>
    isExact ? { start: range.start + start, end: range.start + end } : range,
  );
  const read = readParts(cursor);
  return read && { ...read, isExact };
}

function readParts(cursor: Cursor): Omit<IndexParts, 'isExact'> | undefined {
  cursor.skipTo('on');
  cursor.skip();
  cursor.take('only');
  if (!cursor.name()) return undefined;
  const method = cursor.take('using') ? cursor.identifier()?.name : undefined;
  const keys = cursor.parenthesised();
  if (!keys) return undefined;
  const { extent } = keys;
  if (cursor.take('include')) cursor.parenthesised();
  if (cursor.take('nulls')) {
    cursor.take('not');
    cursor.take('distinct');
  }
  const options = cursor.take('with') ? (cursor.parenthesised()?.items() ?? []) : [];
  return {
    ...{ method, keys: extent && cursor.mapRange(extent), words: wordsOf(keys) },
    options: options.flatMap((item) => readOption(item) ?? []),
  };
}

function wordsOf(keys: Cursor): string[] {
  const words: string[] = [];
  while (!keys.done) {
    const word = keys.identifier()?.name;
    if (word === undefined) keys.skip();
    else words.push(word);
  }
  return words;
}

function readOption(item: Cursor): IndexOption | undefined {
  const path = item.path();
  const name = path.at(-1);
  const { extent } = item;
  if (!name || !extent) return undefined;
  const hasValue = item.take('=');
  const value = hasValue ? (item.string() ?? item.over(item.position).joined()) : undefined;
  return { namespace: path.at(-2)?.name, name, value, range: item.mapRange(extent) };
}
