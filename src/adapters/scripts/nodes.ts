import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from './convert-expression';
import type { Range } from '../../core/range';

/** What stands for the expression in brackets, casts, `!` and `await`. */
export function unwrapped(node: SyntaxNode, text: string): SyntaxNode {
  let inner = node;
  for (;;) {
    const next = insideOf(inner, text);
    if (!next) return inner;
    inner = next;
  }
}

function insideOf(node: SyntaxNode, text: string): SyntaxNode | undefined {
  const children = childrenOf(node).filter(({ type }) => !type.isError);
  const [first, second] = children;
  switch (node.name) {
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return second;
    case 'PrefixCast':
      return children.at(-1);
    case 'PostfixExpression':
      return second && text.slice(second.from, second.to) === '!' ? first : undefined;
    case 'InstantiationExpression':
      return first;
    case 'BinaryExpression':
      return second?.name === 'as' || second?.name === 'satisfies' ? first : undefined;
    default:
      return undefined;
  }
}

/** The operator of a binary expression. */
export function operatorOf(node: SyntaxNode, text: string): string {
  const [, sign] = childrenOf(node);
  return sign ? text.slice(sign.from, sign.to) : '';
}

/** `name`, `object.name` and `object?.name`: the last name, and what stands before it. */
export interface Callee {
  readonly name: string;
  readonly object: SyntaxNode | undefined;
}

export function calleeOf(node: SyntaxNode, text: string): Callee | undefined {
  const inner = unwrapped(node, text);
  if (inner.name === 'VariableName') return { name: text.slice(inner.from, inner.to), object: undefined };
  if (inner.name !== 'MemberExpression') return undefined;
  const children = childrenOf(inner);
  const last = children.at(-1);
  if (last?.name !== 'PropertyName' && last?.name !== 'PrivatePropertyName') return undefined;
  return { name: text.slice(last.from, last.to), object: children[0] };
}

/** What a call is given, or what stands in a list. */
export interface Item {
  readonly node: SyntaxNode;
  readonly isSpread: boolean;
}

/** Of a call's arguments or a list: what stands between the brackets. */
export function itemsOf(list: SyntaxNode): Item[] {
  const children = childrenOf(list);
  return children.flatMap((node, index) => {
    const isItem = !node.type.isError && !['(', ')', '[', ']', ',', 'Spread'].includes(node.name);
    return isItem ? { node, isSpread: children[index - 1]?.name === 'Spread' } : [];
  });
}

/** The only expression that a function gives back; undefined where there are several, or none. */
export function onlyReturned(body: SyntaxNode): SyntaxNode | undefined {
  const last = childrenOf(body).at(-1);
  if (!last || last.type.isError) return undefined;
  if (last.name !== 'Block') return body.name === 'ArrowFunction' ? last : undefined;
  const returned: (SyntaxNode | undefined)[] = [];
  last.cursor().iterate((at) => {
    if (/^(?:Arrow|Function|Method|Class|Property)/.test(at.name)) return false;
    if (at.name === 'ReturnStatement') returned.push(childrenOf(at.node)[1]);
    return returned.length < 2;
  });
  const [only] = returned;
  return returned.length === 1 && only?.name !== ';' ? only : undefined;
}

export function rangeOf({ from, to }: SyntaxNode): Range {
  return { start: from, end: to };
}

/** Where the text of a literal in quotes ends; without a closing quote it goes to the end of the line. */
export function endOfString({ from, to, lastChild }: SyntaxNode, text: string): number {
  const isClosed = to - from >= 2 && text[from] === text[to - 1] && lastChild?.type.isError !== true;
  return isClosed ? to - 1 : from + text.slice(from, to).trimEnd().length;
}

export function propertyOf(object: SyntaxNode, name: string, text: string): SyntaxNode | undefined {
  if (object.name !== 'ObjectExpression') return undefined;
  for (const property of object.getChildren('Property')) {
    const [key, colon, value] = childrenOf(property);
    if (key && colon?.name === ':' && text.slice(key.from, key.to) === name) return value;
  }
  return undefined;
}

/** Functions and tags of clients that take SQL; `query` and the like of pg and others. */
const takesSql =
  /^(?:sql|SQL|query|execute|unsafe|raw|fragment|\w*Raw|\$?(?:query|execute)Raw(?:Unsafe|Typed)?)$/;

export function isNameForSql(name: string | undefined): boolean {
  return name !== undefined && takesSql.test(name);
}
