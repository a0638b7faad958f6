import type { SyntaxNode } from '@lezer/common';
import { literalText } from './literal-text';
import type { Expression, ObjectMember } from './script';

/** The node's children without comments, which may stand anywhere. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.name.endsWith('Comment')) children.push(child);
  }
  return children;
}

/** What a node of Lezer's grammar for JavaScript says. */
export function expressionOf(node: SyntaxNode, text: string): Expression {
  const at = { start: node.from, end: node.to };
  const children = childrenOf(node);
  const [first, second] = children;
  const last = children.at(-1);
  const of = (child: SyntaxNode | undefined): Expression => (child ? expressionOf(child, text) : other);
  const other: Expression = { ...at, kind: 'other' };
  // What ends too early in a list leaves what stands before it as it is.
  const isList = node.name === 'ObjectExpression' || node.name === 'ArrayExpression';
  if (!isList && children.some(({ type }) => type.isError)) return other;
  switch (node.name) {
    case 'String': {
      const value = textOfString(node, text);
      return value === undefined ? other : { ...at, kind: 'text', value };
    }
    case 'TemplateString':
      return templateOf(node, text);
    case 'Number':
    case 'BooleanLiteral':
    case 'RegExp':
    case 'null':
      return { ...at, kind: 'literal' };
    case 'VariableName':
      return { ...at, kind: 'name', name: text.slice(node.from, node.to) };
    case 'ImportMeta':
      return { ...at, kind: 'name', name: 'import.meta' };
    case 'ParenthesizedExpression':
      return children.length === 3 ? of(second) : other;
    case 'InstantiationExpression':
      return of(first);
    case 'PrefixCast':
      return of(last);
    case 'PostfixExpression':
      return last && text.slice(last.from, last.to) === '!' ? of(first) : other;
    case 'MemberExpression': {
      const name = memberName(children, text);
      return name === undefined ? other : { ...at, kind: 'member', object: of(first), name };
    }
    case 'CallExpression':
    case 'NewExpression': {
      const isNew = node.name === 'NewExpression';
      const args = last?.name === 'ArgList' ? argumentsOf(last, text) : [];
      return { ...at, kind: 'call', callee: of(isNew ? second : first), args, isNew };
    }
    case 'ObjectExpression': {
      const properties = children.filter(({ name }) => name === 'Property');
      return { ...at, kind: 'object', members: properties.map((property) => memberOf(property, text)) };
    }
    case 'ArrayExpression':
      return { ...at, kind: 'list', items: argumentsOf(node, text) };
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ConditionalExpression':
      return operationOf(node, text);
    default:
      return other;
  }
}

/** The text of a literal in quotes; undefined where the closing quote is not there yet. */
export function textOfString({ from, to }: SyntaxNode, text: string): string | undefined {
  const isClosed = to - from >= 2 && text.charAt(from) === text.charAt(to - 1);
  return isClosed ? literalText(text, from + 1, to - 1, 'string').value : undefined;
}

function templateOf(node: SyntaxNode, text: string): Expression {
  const at = { start: node.from, end: node.to };
  const parts: (string | Expression)[] = [];
  let from = node.from + 1;
  const textUntil = (to: number): string => literalText(text, from, to, 'template').value;
  for (const hole of childrenOf(node)) {
    if (hole.name !== 'Interpolation') continue;
    const [, inside, close, ...more] = childrenOf(hole);
    if (!inside || close?.name !== 'InterpolationEnd' || more.length > 0) return { ...at, kind: 'other' };
    parts.push(textUntil(hole.from), expressionOf(inside, text));
    from = hole.to;
  }
  const rest = textUntil(node.to - 1);
  return parts.length === 0
    ? { ...at, kind: 'text', value: rest }
    : { ...at, kind: 'template', parts: [...parts, rest] };
}

function memberName(children: readonly SyntaxNode[], text: string): string | undefined {
  const last = children.at(-1);
  if (last?.name === 'PropertyName') return text.slice(last.from, last.to);
  const inside = last?.name === ']' ? children.at(-2) : undefined;
  const key = inside && expressionOf(inside, text);
  return key?.kind === 'text' ? key.value : undefined;
}

/** Of a call's arguments or a list: what stands between the brackets. What is missing or spread is 'other'. */
function argumentsOf(list: SyntaxNode, text: string): Expression[] {
  return childrenOf(list)
    .filter(({ name }) => !['(', ')', '[', ']', ','].includes(name))
    .map((node) => expressionOf(node, text));
}

function memberOf(property: SyntaxNode, text: string): ObjectMember {
  const children = childrenOf(property);
  const other: Expression = { kind: 'other', start: property.from, end: property.to };
  const [first, second] = children;
  if (first?.name === 'Spread') {
    return { kind: 'spread', value: second ? expressionOf(second, text) : other };
  }
  const colon = children.findIndex(({ name }) => name === ':');
  const value = children[colon + 1];
  const key = keyOf(children.slice(0, Math.max(colon, 1)), text);
  if (colon > 0) {
    // Behind the value there may be the beginning of what is being typed.
    const isWhole = value && colon + 2 === children.length;
    return { kind: 'property', key, value: isWhole ? expressionOf(value, text) : other };
  }
  const isShort = children.length === 1 && first?.name === 'PropertyDefinition';
  if (isShort) {
    return {
      kind: 'property',
      key,
      value: { ...other, kind: 'name', name: text.slice(first.from, first.to) },
    };
  }
  // A method, or what gets or sets a property.
  const name = property.getChild('PropertyDefinition');
  return { kind: 'property', key: name ? keyOf([name], text) : key, value: other };
}

/** The key before the colon: a word, a literal, or either in brackets. */
function keyOf(nodes: readonly SyntaxNode[], text: string): string | undefined {
  const [first, inside] = nodes;
  if (!first) return undefined;
  if (first.name === 'PropertyDefinition' || first.name === 'Number') return text.slice(first.from, first.to);
  const key = first.name === '[' ? inside : first;
  const value = key && expressionOf(key, text);
  return value?.kind === 'text' ? value.value : undefined;
}

/** Of what stands before its operand; `delete`, `++` and `--` would change something. */
const unary = new Set(['!', '-', '+', '~', 'typeof', 'void']);

function operationOf(node: SyntaxNode, text: string): Expression {
  const at = { start: node.from, end: node.to };
  const children = childrenOf(node);
  const isUnary = children.length === 2;
  const sign = children[isUnary ? 0 : 1];
  const operator = sign ? text.slice(sign.from, sign.to) : '';
  if (isUnary && !unary.has(operator)) return { ...at, kind: 'other' };
  const operands = children
    .filter((_, index) => index % 2 === (isUnary ? 1 : 0))
    .map((operand) => expressionOf(operand, text));
  const [first] = operands;
  if (first && (operator === 'as' || operator === 'satisfies')) return first;
  return { ...at, kind: 'operation', operator: operator === '?' ? '?:' : operator, operands };
}
