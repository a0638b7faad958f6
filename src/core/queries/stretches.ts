import type { Range } from '../range';
import type { A_Expr, Node } from '../sql/parse-tree';
import { scan, type Token } from '../sql/scan';
import type { ParsedQuery } from './parse-query';
import { firstLocation, namesIn } from './tree';

/** Finds the stretches of a query's text that nodes of its tree were read from. */
export interface Stretches {
  /** `<=>` alone. */
  readonly operator: (tree: A_Expr) => Range;
  /** `embedding <=> $1::vector`, without parentheses around it; undefined where its sides have some that do not close. */
  readonly distance: (tree: A_Expr) => Range | undefined;
  /** What ORDER BY names there, with its direction. */
  readonly sortKey: (item: Node) => Range;
  /** From something to the end of the pair of parentheses, or of the distance, that stands last in it. */
  readonly upToDistance: (from: number, tree: A_Expr) => Range | undefined;
}

export function stretchesOf({ sql: { text }, offsetOf }: ParsedQuery): Stretches {
  const { tokens } = scan(text);
  const operator = ({ name, location = 0 }: A_Expr): Range => {
    const word = namesIn(name).at(-1) ?? '';
    // `OPERATOR(public.<=>)` begins before it.
    const start = Math.max(0, text.indexOf(word, offsetOf(location)));
    return { start, end: start + word.length };
  };
  const distance = (tree: A_Expr): Range | undefined => {
    const start = offsetOf(firstLocation(tree.lexpr));
    const range = { start, end: operandEnd(text, tokens, operator(tree).end) };
    return isBalanced(text.slice(range.start, range.end)) ? range : undefined;
  };
  return {
    operator,
    distance,
    sortKey: (item) => sortKey(tokens, offsetOf(firstLocation(item))),
    upToDistance: (from, tree) => {
      const inner = distance(tree);
      if (!inner) return undefined;
      let end = inner.end;
      let next = tokens.findIndex((token) => token.start >= end);
      while (!isBalanced(text.slice(from, end)) && tokens[next]?.word === ')')
        end = tokens[next++]?.end ?? end;
      return isBalanced(text.slice(from, end)) ? { start: from, end } : undefined;
    },
  };
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const { word } of scan(text).tokens) {
    if (word === '(' || word === '[') depth++;
    else if (word === ')' || word === ']') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Where the operand ends that begins at an offset: a value, a name or a pair of parentheses, with what it is cast to. */
function operandEnd(text: string, tokens: readonly Token[], from: number): number {
  let at = tokens.findIndex((token) => token.start >= from);
  const word = (ahead = 0): string => tokens[at + ahead]?.word ?? '';
  const skipPair = (): void => {
    for (let depth = 0; at < tokens.length; at++) {
      if (word() === '(' || word() === '[') depth++;
      else if ((word() === ')' || word() === ']') && --depth === 0) break;
    }
    at++;
  };
  const skipName = (): void => {
    at++;
    while (word() === '.') at += 2;
    if (word() === '(' || word() === '[') skipPair();
  };
  // `OPERATOR(public.<=>)`
  if (word() === ')') at++;
  if (word() === '(') skipPair();
  else skipName();
  while (word() === ':' && word(1) === ':') {
    at += 2;
    const isLong = word() === 'double';
    skipName();
    if (isLong) at++;
  }
  return tokens[at - 1]?.end ?? text.length;
}

/** What ends an item of ORDER BY, outside parentheses. */
const endsItem: ReadonlySet<string> = new Set([
  ...[',', ';', 'limit', 'offset', 'fetch', 'for', 'union', 'intersect', 'except', 'range', 'rows'],
]);

function sortKey(tokens: readonly Token[], from: number): Range {
  let first = tokens.findIndex((token) => token.start >= from);
  let [at, depth] = [first, 0];
  for (; at < tokens.length; at++) {
    const word = tokens[at]?.word ?? '';
    if (depth === 0 && endsItem.has(word)) break;
    if (word === '(' || word === '[') depth++;
    else if (word === ')' || word === ']') {
      if (depth > 0) depth--;
      else if (tokens[first - 1]?.word === '(' && word === ')') first--;
      else break;
    }
  }
  const [start, last] = [tokens[first], tokens[at - 1]];
  return { start: start?.start ?? from, end: last?.end ?? from };
}
