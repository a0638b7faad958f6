import { firstFrom } from '../first-from';
import type { JsonNode } from '../json/read';
import type { Range } from '../range';

/** A run of characters that stand in both texts one by one. */
interface Piece {
  /** Where it begins in the text that was made; UTF-16 offset from 0. */
  readonly at: number;
  /** Where it begins in the file; the same. */
  readonly offset: number;
  readonly length: number;
  /** How many characters of the file stand for it, where that is another number: an escape is several for one. */
  readonly width?: number;
}

/** Where the characters of a text that was made of a file stand in that file. Both in UTF-16 offsets from 0. */
export class OffsetMap {
  readonly #pieces: Piece[] = [];

  /** @param fileLength where what nothing of the file stands for is put, if nothing follows it */
  constructor(readonly fileLength: number) {}

  /** @param piece behind all that were added before */
  add(piece: Piece): void {
    this.#pieces.push(piece);
  }

  /** The place in the file of a character; for one that nothing of the file stands for, of the next that has one. */
  offsetOf(at: number): number {
    const found = this.#pieces[firstFrom(this.#pieces, (piece) => piece.at + piece.length > at)];
    if (!found) return this.#end;
    return found.offset + Math.max(0, at - found.at);
  }

  /** Which character a place in the file is; undefined where it is none of the text. */
  at(offset: number): number | undefined {
    const found = this.#pieces[firstFrom(this.#pieces, (piece) => endOf(piece) >= offset)];
    return found && found.offset <= offset
      ? found.at + Math.min(found.length, offset - found.offset)
      : undefined;
  }

  /** Whether the character stands in the file. */
  has(at: number): boolean {
    const found = this.#pieces[firstFrom(this.#pieces, (piece) => piece.at + piece.length > at)];
    return found !== undefined && found.at <= at;
  }

  /** The range in the file from the first to the last character of a range. */
  rangeOf({ start, end }: Range): Range {
    const from = this.offsetOf(start);
    if (end <= start) return { start: from, end: from };
    return { start: from, end: Math.max(from, this.#behind(end)) };
  }

  /** The place behind the last character before `end` that stands in the file. */
  #behind(end: number): number {
    const index = firstFrom(this.#pieces, (piece) => piece.at >= end) - 1;
    const found = this.#pieces[index];
    if (!found) return this.offsetOf(end);
    return found.at + found.length <= end ? endOf(found) : found.offset + end - found.at;
  }

  get #end(): number {
    const last = this.#pieces.at(-1);
    return last ? endOf(last) : this.fileLength;
  }
}

/** The place in the file behind it. */
function endOf({ offset, length, width = length }: Piece): number {
  return offset + width;
}

/** What a string in a JSON file says, with where its characters stand: an escape is several for one. */
export function decodedString(
  file: string,
  node: JsonNode,
): { readonly value: string; readonly pieces: readonly Piece[] } {
  const value = String(node.value);
  const pieces: Piece[] = [];
  let offset = node.offset + 1;
  let start = { at: 0, offset };
  const close = (at: number): void => {
    if (at > start.at) pieces.push({ ...start, length: at - start.at });
  };
  for (let at = 0; at < value.length; at += 1) {
    if (file[offset] !== '\\') {
      offset += 1;
      continue;
    }
    close(at);
    const width = file[offset + 1] === 'u' ? 6 : 2;
    pieces.push({ at, offset, length: 1, width });
    offset += width;
    start = { at: at + 1, offset };
  }
  close(value.length);
  return { value, pieces };
}
