import { findNodeAtLocation, parseTree, printParseErrorCode, type Node as JsonNode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type { Range } from '../range';
import type { Problem } from './problem';

export type { JsonNode };

/** A JSON file in which comments and trailing commas are allowed. */
export interface JsonText {
  /** What could be read, also of a text with mistakes; offsets in it are those of the whole text. */
  readonly root: JsonNode | undefined;
  /** The first mistake in the syntax: what follows it is seldom more than its echo. */
  readonly problems: readonly Problem[];
}

/** The parser's words, as a person would say them. */
const mistakes: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is not JSON: strings need double quotes',
  InvalidNumberFormat: 'this is not a number',
  PropertyNameExpected: 'a key in double quotes is missing here',
  ValueExpected: 'a value is missing here',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing here',
  CloseBraceExpected: 'a closing brace } is missing here',
  CloseBracketExpected: 'a closing bracket ] is missing here',
  EndOfFileExpected: 'the file should end here: it holds one object',
  UnexpectedEndOfComment: 'this comment has no end',
  UnexpectedEndOfString: 'this string has no closing quote',
  UnexpectedEndOfNumber: 'this number has no end',
  InvalidUnicode: '\\u must be followed by four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash is before a character that needs none: write it twice (\\\\)',
  InvalidCharacter: 'this character must be written as an escape, such as \\n or \\t',
};

/** Reads JSON with comments; never throws. */
export function readJson(text: string): JsonText {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  // In place of the mark, so that offsets stay.
  const source = mark === 1 ? ` ${text.slice(1)}` : text;
  const end = { start: text.length, end: text.length };
  if (source.trim() === '') {
    return {
      root: undefined,
      problems: [{ range: end, message: 'the file is empty; it needs at least {}' }],
    };
  }
  const errors: ParseError[] = [];
  let root: JsonNode | undefined;
  try {
    root = parseTree(source, errors, { allowTrailingComma: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, problems: [{ range: end, message: 'it is nested too deeply to be read' }] };
  }
  const [first] = errors;
  if (!first) return { root, problems: [] };
  const message = mistakes[printParseErrorCode(first.error)] ?? 'this is not JSON';
  const range = { start: first.offset, end: first.offset + first.length };
  return { root, problems: [{ range, message }] };
}

/** The node at a path of keys and positions. */
export function nodeAt(root: JsonNode | undefined, path: readonly (string | number)[]): JsonNode | undefined {
  return root && findNodeAtLocation(root, [...path]);
}

/** The elements of the list at a path; none where there is no list. */
export function elementsAt(
  root: JsonNode | undefined,
  path: readonly (string | number)[],
): readonly JsonNode[] {
  const node = nodeAt(root, path);
  return node?.type === 'array' ? (node.children ?? []) : [];
}

/** The keys and values of the object at a path; none where there is no object. */
export function propertiesAt(
  root: JsonNode | undefined,
  path: readonly (string | number)[],
): (readonly [key: string, value: JsonNode])[] {
  const node = nodeAt(root, path);
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    key && value ? [[String(key.value), value] as const] : [],
  );
}

export function rangeOfNode(node: JsonNode): Range {
  return { start: node.offset, end: node.offset + node.length };
}
