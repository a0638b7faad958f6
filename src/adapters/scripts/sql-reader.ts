import type { SyntaxNode } from '@lezer/common';
import type { SqlPiece } from '../../core/queries/embedded-sql';
import { append } from '../../core/append';
import { childrenOf } from './convert-expression';
import type { Change, Definition, Definitions } from './definitions';
import { excludeEachOther, type Branch } from './branches';
import { literalText, type LiteralForm } from './literal-text';
import {
  calleeOf,
  endOfString,
  isNameForSql,
  itemsOf,
  onlyReturned,
  operatorOf,
  propertyOf,
  rangeOf,
  unwrapped,
  type Callee,
  type Item,
} from './nodes';
import { mostDefinitions } from './objects';
import { bestOf, comma, hole, joined, nothing, type SqlValue } from './sql-value';

/** Reads expressions as SQL. */
export interface SqlReader {
  /** Undefined for an expression that only a running program knows. */
  read(node: SyntaxNode): SqlValue | undefined;
  /** What the variable is in the end. */
  readChanged(definition: Definition): SqlValue | undefined;
  /** Whether it was read as a part of another expression, or as such. */
  wasRead(node: SyntaxNode): boolean;
  /** Takes those that were read but left out of what was read: another branch, a parameter. */
  takeLeftOut(): SyntaxNode[];
}

const makesSql = new Set(['raw', 'unsafe']);
const unchanging = new Set(['trim', 'trimStart', 'trimEnd', 'toString']);

/** Levels of brackets, templates and calls; a person writes far fewer, and each takes some of the stack. */
const mostLevels = 200;
/** So many expressions are read behind names of a script; further names count as unknown. */
const mostBehindNames = 100_000;

export function sqlReader(text: string, definitions: Definitions): SqlReader {
  /** What is being read; what comes to itself again is a circle. */
  const reading = new Set<string>();
  const seen = new Set<string>();
  const literals = new Map<number, SqlPiece>();
  let leftOut: SyntaxNode[] = [];
  const wasLeftOut = new Set<string>();
  /** The variables that are being read, with what they are so far. */
  const current = new Map<Definition, SqlValue | undefined>();
  const wasUsed = new Set<Definition>();
  let behindNames = 0;

  function read(wrapped: SyntaxNode): SqlValue | undefined {
    const node = unwrapped(wrapped, text);
    const key = keyOf(node);
    if (reading.size >= mostLevels || reading.has(key)) return undefined;
    if (!isHere()) behindNames += 1;
    reading.add(key);
    const value = valueOf(node);
    reading.delete(key);
    if (value && isHere()) seen.add(key);
    return value;
  }

  /** Not behind a name. */
  function isHere(): boolean {
    return current.size === 0;
  }

  function leaveOut(node: SyntaxNode): void {
    const key = keyOf(node);
    if (!isHere() || wasLeftOut.has(key)) return;
    wasLeftOut.add(key);
    leftOut.push(node);
  }

  function valueOf(node: SyntaxNode): SqlValue | undefined {
    switch (node.name) {
      case 'String':
        return literal(node.from + 1, endOfString(node, text), 'string');
      case 'TemplateString':
        return template(node, 'string', 'template');
      case 'TaggedTemplateExpression':
        return tagged(node);
      case 'Number': {
        const digits = text.slice(node.from, node.to);
        return /^\d+$/.test(digits)
          ? { ...literal(node.from, node.to, 'string'), type: 'number' }
          : undefined;
      }
      case 'BinaryExpression':
        return binary(node);
      case 'ConditionalExpression': {
        const [, , yes, , no] = childrenOf(node);
        return oneOf([yes, no]);
      }
      case 'CallExpression':
        return call(node);
      case 'MemberExpression':
        return member(node);
      case 'VariableName':
        return named(definitions.of(text.slice(node.from, node.to), node.from), node.from);
      default:
        return undefined;
    }
  }

  function literal(from: number, to: number, form: LiteralForm): SqlValue {
    if (to <= from) return nothing;
    const known = literals.get(from) ?? { ...literalText(text, from, to, form), kind: 'text' };
    literals.set(from, known);
    return { pieces: [known], type: 'string' };
  }

  function tagged(node: SyntaxNode): SqlValue | undefined {
    const children = childrenOf(node);
    const inside = children.find(({ name }) => name === 'TemplateString');
    const tag = children[0] && calleeOf(children[0], text);
    if (!inside) return undefined;
    if (tag?.name === 'raw' && tag.object && text.slice(tag.object.from, tag.object.to) === 'String') {
      return template(inside, 'string', 'raw');
    }
    return template(inside, isNameForSql(tag?.name) ? 'sql' : 'string', 'template');
  }

  function template(node: SyntaxNode, type: 'string' | 'sql', form: LiteralForm): SqlValue {
    if (isHere()) seen.add(keyOf(node));
    const all = joined();
    let from = node.from + 1;
    for (const inside of childrenOf(node)) {
      if (inside.name !== 'Interpolation') continue;
      append(all.pieces, literal(from, inside.from, form).pieces);
      const [expression, ...more] = childrenOf(inside).filter(
        ({ name, type: { isError } }) => !isError && !name.startsWith('Interpolation'),
      );
      const value = expression && more.length === 0 ? spliced(expression, type) : undefined;
      all.add(value, rangeOf(inside));
      from = inside.to;
    }
    const isClosed = node.to > from && text[node.to - 1] === '`' && node.lastChild?.type.isError !== true;
    append(all.pieces, literal(from, isClosed ? node.to - 1 : node.to, form).pieces);
    return { pieces: all.pieces, type };
  }

  /** What stands in other SQL: in that of a client only what the client made, all else is a parameter. */
  function spliced(node: SyntaxNode, into: 'string' | 'sql'): SqlValue | undefined {
    const value = read(node);
    if (!value || into === 'string' || value.type === 'sql') return value;
    leaveOut(node);
    return undefined;
  }

  function binary(node: SyntaxNode): SqlValue | undefined {
    const operator = operatorOf(node, text);
    const [left, , right] = childrenOf(node);
    if (operator === '&&') return right && read(right);
    if (operator === '||' || operator === '??') return oneOf([left, right]);
    return operator === '+' ? sum(node) : undefined;
  }

  function sum(node: SyntaxNode): SqlValue | undefined {
    const operands: SyntaxNode[] = [];
    let left: SyntaxNode | undefined = node;
    // A sum of thousands of operands is as deep as it is long.
    while (left?.name === 'BinaryExpression' && operatorOf(left, text) === '+') {
      const [first, , second] = childrenOf(left);
      if (second && !second.type.isError) operands.push(second);
      if (isHere()) seen.add(keyOf(left));
      left = first;
    }
    if (left) operands.push(left);
    operands.reverse();
    const values = operands.map((operand) => ({ operand, value: read(operand) }));
    if (values.every(({ value }) => value === undefined || value.type === 'number')) return undefined;
    const all = joined();
    for (const { operand, value } of values) all.add(value, rangeOf(operand));
    return { pieces: all.pieces, type: 'string' };
  }

  function oneOf(nodes: readonly (SyntaxNode | undefined)[]): SqlValue | undefined {
    const ways = nodes.flatMap((node) => (node ? [{ node, value: read(node) }] : []));
    const best = bestOf(ways);
    for (const way of ways) if (way !== best && way.value) leaveOut(way.node);
    return best?.value;
  }

  function member(node: SyntaxNode): SqlValue | undefined {
    const callee = calleeOf(node, text);
    if (!callee?.object) return undefined;
    if (callee.object.name === 'this') return named(definitions.ofThis(callee.name, node.from), node.from);
    const object = text.slice(callee.object.from, callee.object.to);
    if (callee.name === 'empty' && /^(?:Prisma|sql)$/.test(object)) return { pieces: [], type: 'sql' };
    const list = callee.object.name === 'VariableName' ? definitions.of(object, node.from)?.value : undefined;
    const property = list && propertyOf(unwrapped(list, text), callee.name, text);
    return property && follow(definitions.of(object, node.from), () => read(property));
  }

  function call(node: SyntaxNode): SqlValue | undefined {
    const [first, list] = childrenOf(node);
    const callee = first && calleeOf(first, text);
    if (!callee || list?.name !== 'ArgList') return undefined;
    const args = itemsOf(list);
    if (makesSql.has(callee.name)) return raw(args[0]);
    if (callee.name === 'join') return join(callee, args, node);
    if (callee.object && unchanging.has(callee.name)) return read(callee.object);
    if (callee.name === 'append' && callee.object) return appended(callee.object, args[0]);
    const definition =
      callee.object === undefined
        ? definitions.of(callee.name, node.from)
        : callee.object.name === 'this'
          ? definitions.ofThis(callee.name, node.from)
          : undefined;
    const body = definition?.body ?? (definition?.value && unwrapped(definition.value, text));
    const isFunction = body !== undefined && /^(?:Arrow|Function|Method)/.test(body.name);
    const returned = isFunction ? onlyReturned(body) : undefined;
    return returned && follow(definition, () => read(returned));
  }

  function raw(arg: Item | undefined): SqlValue | undefined {
    if (!arg || arg.isSpread) return undefined;
    return { pieces: read(arg.node)?.pieces ?? [hole(rangeOf(arg.node))], type: 'sql' };
  }

  /** `SQL`…`.append(SQL`…`)`. */
  function appended(object: SyntaxNode, arg: Item | undefined): SqlValue | undefined {
    const value = read(object);
    if (value?.type !== 'sql' || !arg) return undefined;
    const all = joined();
    all.add(value, rangeOf(object));
    all.add(read(arg.node), rangeOf(arg.node));
    return { pieces: all.pieces, type: 'sql' };
  }

  /** `Prisma.join([…], separator, prefix, suffix)` and `[…].join(separator)`. */
  function join(callee: Callee, args: readonly Item[], node: SyntaxNode): SqlValue | undefined {
    const own = callee.object && listOf(callee.object, node.from);
    const items = own ?? (args[0] && listOf(args[0].node, node.from));
    if (!items) return undefined;
    const type = own ? 'string' : 'sql';
    const [separator, prefix, suffix] = args.slice(own ? 0 : 1).map((arg) => read(arg.node)?.pieces);
    // Drizzle's own function of that name puts nothing between.
    const isDrizzle = callee.object && text.slice(callee.object.from, callee.object.to) === 'sql';
    const between = separator ?? (isDrizzle && args.length === 1 ? [] : [comma(node.to)]);
    const all = joined();
    append(all.pieces, prefix ?? []);
    for (const [index, item] of items.entries()) {
      if (index > 0) append(all.pieces, between);
      all.add(item.isSpread ? undefined : spliced(item.node, type), rangeOf(item.node));
    }
    append(all.pieces, suffix ?? []);
    return { pieces: all.pieces, type };
  }

  /** The items of a list that stands there, or under the name; those that are pushed later are its last. */
  function listOf(wrapped: SyntaxNode, at: number): readonly Item[] | undefined {
    const node = unwrapped(wrapped, text);
    if (node.name === 'ArrayExpression') return itemsOf(node);
    if (node.name === 'CallExpression') {
      const callee = node.firstChild ? calleeOf(node.firstChild, text) : undefined;
      return callee?.name === 'filter' && callee.object ? listOf(callee.object, at) : undefined;
    }
    const definition =
      node.name === 'VariableName' ? definitions.of(text.slice(node.from, node.to), node.from) : undefined;
    const list = definition?.value && unwrapped(definition.value, text);
    if (list?.name !== 'ArrayExpression') return undefined;
    const pushed = definition?.changes.filter(({ kind, value }) => kind === 'push' && value.from < at) ?? [];
    return [...itemsOf(list), ...pushed.flatMap(({ value }) => itemsOf(value))];
  }

  function named(definition: Definition | undefined, at: number): SqlValue | undefined {
    if (definition && current.has(definition)) {
      wasUsed.add(definition);
      return current.get(definition);
    }
    if (!definition?.isVariable) return undefined;
    return follow(definition, () => valueUntil(definition, at));
  }

  function follow(definition: Definition | undefined, get: () => SqlValue | undefined): SqlValue | undefined {
    if (!definition || current.has(definition)) return undefined;
    if (current.size >= mostDefinitions || behindNames > mostBehindNames) return undefined;
    current.set(definition, undefined);
    const value = get();
    current.delete(definition);
    return value;
  }

  /** What the variable is at the place, after all changes before. */
  function valueUntil(definition: Definition, at: number): SqlValue | undefined {
    const changes = definition.changes.filter(({ kind, value }) => kind !== 'push' && value.from < at);
    const start = definition.value;
    const first = start && read(start);
    // It may be counted up.
    if (first?.type === 'number' && start?.parent?.firstChild?.name !== 'const') return undefined;
    if (changes.length === 0) return first;
    let value: SqlValue = first ?? (start ? { pieces: [hole(rangeOf(start))], type: 'string' } : nothing);
    let taken: (readonly Branch[])[] = [];
    for (const change of changes) {
      if (taken.some((branches) => excludeEachOther(branches, change.branches))) continue;
      current.set(definition, value);
      wasUsed.delete(definition);
      const next: SqlValue = read(change.value) ?? {
        pieces: [hole(rangeOf(change.value))],
        type: 'string',
      };
      const isNew = change.kind === 'set' && !wasUsed.has(definition);
      const after: SqlValue | undefined = isNew
        ? bestOf([{ value }, { value: next }])?.value
        : changedBy(change, value, next);
      if (!after || after === value) continue;
      taken = isNew ? [change.branches] : [...taken, change.branches];
      value = after;
    }
    return value;
  }

  function changedBy(change: Change, before: SqlValue, next: SqlValue | undefined): SqlValue | undefined {
    if (change.kind === 'set') return next;
    const all = joined();
    append(all.pieces, before.pieces);
    all.add(next, rangeOf(change.value));
    return { pieces: all.pieces, type: before.type === 'number' ? 'string' : before.type };
  }

  return {
    read,
    readChanged: (definition) => follow(definition, () => valueUntil(definition, Infinity)),
    wasRead: (node) => seen.has(keyOf(node)),
    takeLeftOut: () => {
      const taken = leftOut;
      leftOut = [];
      return taken;
    },
  };
}

function keyOf({ from, to, name }: SyntaxNode): string {
  return `${from} ${to} ${name}`;
}
