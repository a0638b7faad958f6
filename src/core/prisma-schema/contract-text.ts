import type { Range } from '../range';
import type { SchemaFile } from './declarations';

/** The first line of a contract in Prisma 8's schema language. */
const mark = /^\uFEFF?\s*\/\/\s*use\s+prisma-(?:8|next)\b/;

/** What only schemas of earlier versions have, also where somebody has put the mark above it. */
const datasource = /^[ \t]*datasource\s+\w+\s*\{/m;

/** Whether a file is a contract of Prisma 8 in its schema language. */
export function isContractSchema({ text }: Pick<SchemaFile, 'text'>): boolean {
  return mark.test(text) && !datasource.test(text);
}

/** A comment, a string, a literal in backticks (which ends with its block at the latest), a bracket. */
const token = /\/\/[^\r\n]*|"(?:[^"\\\r\n]|\\.)*"|`(?:[^`\n]|\n(?!\s*\}))*`|[()[\]{}]/g;

/**
 * A contract's text for a reader that goes line by line, with every offset where it was: what stands in brackets over
 * several lines is on one line, comments are blanks, and so are the contents of literals in backticks.
 */
export function contractLines(text: string): string {
  const pieces: string[] = [];
  let end = 0;
  const unbroken: Range[] = [];
  const open: { readonly bracket: string; readonly at: number }[] = [];
  const replace = (at: number, length: number, by: string): void => {
    pieces.push(text.slice(end, at), by);
    end = at + length;
  };
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found.startsWith('//')) replace(index, found.length, ' '.repeat(found.length));
    else if (found.startsWith('`')) replace(index, found.length, `"${' '.repeat(found.length - 2)}"`);
    else if (found === '(' || found === '[') open.push({ bracket: found, at: index });
    else if (found === '{' && open.length > 0) open.push({ bracket: found, at: index });
    else if (found === '}' && open.at(-1)?.bracket !== '{') open.length = 0;
    else if (/^[)\]}]/.test(found)) {
      const from = open.pop()?.at;
      if (from === undefined || open.length > 0) continue;
      unbroken.push({ start: from, end: index });
    }
  }
  pieces.push(text.slice(end));
  return onOneLine(pieces.join(''), unbroken);
}

function onOneLine(text: string, ranges: readonly Range[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const range of ranges) {
    pieces.push(text.slice(end, range.start), text.slice(range.start, range.end).replace(/[\r\n]/g, ' '));
    end = range.end;
  }
  return [...pieces, text.slice(end)].join('');
}

/** A `namespace X { … }` block. */
interface Namespace {
  readonly name: string;
  readonly range: Range;
}

const brace = /"(?:[^"\\\r\n]|\\.)*"|\bnamespace[ \t]+(\w+)\s*\{|[{}]/g;

/** The namespaces of a text that `contractLines` made, in its order. One without its `}` goes to the text's end. */
export function namespacesIn(lines: string): Namespace[] {
  const found: Namespace[] = [];
  let current: { readonly name: string; readonly start: number; readonly depth: number } | undefined;
  let depth = 0;
  const close = (end: number): void => {
    if (current) found.push({ name: current.name, range: { start: current.start, end } });
    current = undefined;
  };
  for (const { 0: piece, 1: name, index } of lines.matchAll(brace)) {
    if (piece.startsWith('"')) continue;
    if (piece === '}') {
      depth = Math.max(0, depth - 1);
      if (current?.depth === depth) close(index + 1);
      continue;
    }
    if (name !== undefined) {
      close(index);
      current = { name, start: index, depth };
    }
    depth++;
  }
  close(lines.length);
  return found;
}
