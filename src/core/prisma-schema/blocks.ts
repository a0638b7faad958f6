import type { Range } from '../range';
import type { SchemaFile } from './declarations';
import { contractLines, isContractSchema } from './contract-text';
import { type Attribute, readArguments, readAttribute, readValue, type Value } from './attributes';
import { type Cursor, nextLine, readWord, skipBlanks, skipSpaces, startOf, take } from './cursor';

/** Of Prisma 8: a policy of row level security, by what it is for. */
export const policyKeywords = [
  ...(['policy_select', 'policy_insert', 'policy_update'] as const),
  ...(['policy_delete', 'policy_all'] as const),
] as const;

const allKeywords = [
  ...(['model', 'view', 'type', 'enum', 'datasource', 'generator'] as const),
  ...policyKeywords,
] as const;

export type Keyword = (typeof allKeywords)[number];
const keywords: ReadonlyMap<string, Keyword> = new Map(allKeywords.map((word) => [word, word]));

const everyKeyword: ReadonlySet<Keyword> = new Set(keywords.values());

export interface Field {
  readonly name: string;
  /** The type's name without `[]` and `?`; undefined where it is missing (an enum's value, or half-typed). */
  readonly type: string | undefined;
  readonly list: boolean;
  readonly attributes: readonly Attribute[];
  /** From the name to the last attribute that was read. */
  readonly range: Range;
}

/** One `model X { … }`, `datasource db { … }` and so on. */
export interface Block {
  readonly keyword: Keyword;
  readonly name: string;
  /** Fields of a model, view or type; values of an enum. */
  readonly fields: readonly Field[];
  /** `@@…` */
  readonly attributes: readonly Attribute[];
  /** `key = value` of a datasource or generator. */
  readonly settings: ReadonlyMap<string, Value>;
  /** From the keyword to behind the `}`, or to the last line that was read where the `}` is missing. */
  readonly range: Range;
}

/**
 * The blocks of one schema file. Prisma's grammar goes line by line: a field or attribute never spans lines, and a line
 * that cannot be read spoils no other. So we read the same way, and whatever is half-typed costs its own line only; a
 * block without its `}` ends where the next one begins. Never throws.
 *
 * @param wanted the kinds to read; over other blocks it goes with a look at each line's first word
 */
export function readBlocks(text: string, wanted: ReadonlySet<Keyword> = everyKeyword): Block[] {
  const blocks: Block[] = [];
  const cursor = startOf(text);
  while (cursor.at < text.length) {
    skipBlanks(cursor);
    const start = cursor.at;
    const header = readHeader(cursor);
    if (header === undefined || !wanted.has(header.keyword)) nextLine(cursor);
    else blocks.push(readBody(cursor, header, start));
  }
  return blocks;
}

const blocksByFile = new WeakMap<SchemaFile, readonly Block[]>();

/** All blocks of a file, which is read once: several ask for them, and a large schema takes long. */
export function blocksOf(file: SchemaFile): readonly Block[] {
  const blocks =
    blocksByFile.get(file) ?? readBlocks(isContractSchema(file) ? contractLines(file.text) : file.text);
  blocksByFile.set(file, blocks);
  return blocks;
}

/** The block that begins at an offset, if one does; the others are not looked at. */
export function readBlockAt(text: string, start: number): Block | undefined {
  const cursor = startOf(text);
  cursor.at = start;
  const header = readHeader(cursor);
  return header && readBody(cursor, header, start);
}

interface Header {
  readonly keyword: Keyword;
  readonly name: string;
}

/** `model X {`; undefined, with the cursor where it was, if the line does not begin so. */
function readHeader(cursor: Cursor): Header | undefined {
  const start = cursor.at;
  const keyword = keywords.get(readWord(cursor));
  if (keyword !== undefined) {
    skipSpaces(cursor);
    const name = readWord(cursor);
    skipSpaces(cursor);
    if (name !== '' && take(cursor, '{')) return { keyword, name };
  }
  cursor.at = start;
  return undefined;
}

/** The rest of a block, from behind its `{`. */
function readBody(cursor: Cursor, header: Header, start: number): Block {
  const fields: Field[] = [];
  const attributes: Attribute[] = [];
  const settings = new Map<string, Value>();
  let end = cursor.at;

  skipSpaces(cursor);
  let closed = take(cursor, '}');
  // Prisma takes anything else behind the `{` for a comment.
  if (!closed) nextLine(cursor);
  while (!closed && cursor.at < cursor.text.length) {
    skipBlanks(cursor);
    const lineStart = cursor.at;
    closed = take(cursor, '}');
    if (closed) break;
    if (readHeader(cursor) !== undefined) {
      cursor.at = lineStart;
      break;
    }
    if (cursor.text.startsWith('@@', lineStart)) {
      const attribute = readAttribute(cursor);
      if (attribute !== undefined) attributes.push(attribute);
    } else {
      readMember(cursor, fields, settings);
    }
    if (cursor.at > lineStart) end = cursor.at;
    nextLine(cursor);
  }
  return {
    ...header,
    fields,
    attributes,
    settings,
    range: { start, end: closed ? cursor.at : end },
  };
}

/** A line that begins with a name: a field, an enum's value, or a setting. Anything else is left where it is. */
function readMember(cursor: Cursor, fields: Field[], settings: Map<string, Value>): void {
  const start = cursor.at;
  const name = readWord(cursor);
  if (name === '') return;
  let end = cursor.at;
  skipSpaces(cursor);
  if (take(cursor, '=')) {
    skipSpaces(cursor);
    const value = readValue(cursor);
    if (value !== undefined) settings.set(name, value);
    return;
  }
  take(cursor, ':'); // as in Prisma 1
  skipSpaces(cursor);
  const { type, list } = readType(cursor);
  if (type !== undefined) end = cursor.at;

  const attributes: Attribute[] = [];
  skipSpaces(cursor);
  while (cursor.text[cursor.at] === '@') {
    const attribute = readAttribute(cursor);
    if (attribute === undefined) break;
    attributes.push(attribute);
    end = cursor.at;
    skipSpaces(cursor);
  }
  fields.push({ name, type, list, attributes, range: { start, end } });
  cursor.at = end;
}

/**
 * `Int`, `Post[]`, `String?`, `Unsupported("vector(3)")?`, the older `[Post]` and `String!`, and of Prisma 8
 * `pgvector.Vector(length: 3)` and `space:name.Model`.
 */
function readType(cursor: Cursor): { type: string | undefined; list: boolean } {
  const old = take(cursor, '[');
  let type = readWord(cursor);
  if (type === '') return { type: undefined, list: old };
  if (take(cursor, ':')) type += `:${readWord(cursor)}`;
  let list = old && take(cursor, ']');
  if (take(cursor, '(')) readArguments(cursor);
  if (take(cursor, '[]')) list = true;
  if (!take(cursor, '?')) take(cursor, '!');
  return { type, list };
}
