import { parser } from '@lezer/javascript';
import type { SyntaxNode } from '@lezer/common';
import type { EmbeddedSql, SqlOfScript } from '../../core/queries/embedded-sql';
import { definitionsIn } from './definitions';
import { calleeOf, isNameForSql, operatorOf, unwrapped } from './nodes';
import { sqlReader } from './sql-reader';
import { hasVectorOperator, looksLikeSql, textOfPieces, type SqlValue } from './sql-value';

/** In a file of TypeScript alone `<T>value` is a cast; everywhere else it begins an element. */
const dialects = {
  typescript: parser.configure({ dialect: 'ts' }),
  jsx: parser.configure({ dialect: 'ts jsx' }),
};

/** Finds the SQL with vector operators in a script, and its comments. */
export function findSql(text: string, { jsx }: { readonly jsx: boolean }): SqlOfScript {
  const tree = (jsx ? dialects.jsx : dialects.typescript).parse(text);
  const definitions = definitionsIn(tree, text);
  const reader = sqlReader(text, definitions);
  const found: EmbeddedSql[] = [];

  const take = (value: SqlValue | undefined, node: SyntaxNode): void => {
    if (!value || !hasVectorOperator(value)) return;
    const isSql =
      value.type === 'sql' || isGivenAsSql(node, text) || looksLikeSql(textOfPieces(value.pieces));
    if (isSql && !isMessage(node, text))
      found.push({ pieces: value.pieces, range: { start: node.from, end: node.to } });
  };

  for (const definition of definitions.changed) {
    const node = definition.value ?? definition.changes.find(({ kind }) => kind !== 'push')?.value;
    if (node) take(reader.readChanged(definition), node);
  }
  const comments: SqlOfScript['comments'][number][] = [];
  tree.iterate({
    enter: (at) => {
      const { name, from: start, to: end } = at;
      if (name === 'LineComment' || name === 'BlockComment') {
        comments.push({ start, end, kind: name === 'LineComment' ? 'line' : 'block' });
      }
      if (!mayBeSql.has(name)) return;
      const { node } = at;
      if (!reader.wasRead(node) && mayStandAlone(node, text)) take(reader.read(node), node);
    },
  });
  for (let rest = reader.takeLeftOut(); rest.length > 0; rest = reader.takeLeftOut()) {
    for (const node of rest) take(reader.read(node), node);
  }
  return { sql: withoutParts(found), comments };
}

const mayBeSql = new Set([
  'String',
  'TemplateString',
  'TaggedTemplateExpression',
  'BinaryExpression',
  'CallExpression',
]);

const makesSql = new Set(['raw', 'unsafe', 'join', 'append']);

function mayStandAlone(node: SyntaxNode, text: string): boolean {
  if (node.name === 'BinaryExpression') return operatorOf(node, text) === '+';
  const callee =
    node.name === 'CallExpression' && node.firstChild ? calleeOf(node.firstChild, text) : undefined;
  if (node.name === 'CallExpression') return callee !== undefined && makesSql.has(callee.name);
  // What an element shows, or has as an attribute, is for people to read.
  return !/^(?:Import|Export|LiteralType|TemplateType|JSX)/.test(node.parent?.name ?? '');
}

/** The call that gets the expression as an argument. */
function callAround(node: SyntaxNode, text: string): SyntaxNode | undefined {
  let inner = node;
  while (inner.parent && isSame(unwrapped(inner.parent, text), node)) inner = inner.parent;
  return inner.parent?.name === 'ArgList' ? (inner.parent.parent ?? undefined) : undefined;
}

function isSame(one: SyntaxNode, other: SyntaxNode): boolean {
  return one.from === other.from && one.to === other.to;
}

function isGivenAsSql(node: SyntaxNode, text: string): boolean {
  const call = callAround(node, text);
  return isNameForSql(call?.firstChild ? calleeOf(call.firstChild, text)?.name : undefined);
}

/** What is written to a log, thrown, or the name of a test speaks of SQL at most. */
function isMessage(node: SyntaxNode, text: string): boolean {
  const call = callAround(node, text);
  const first = call?.name === 'NewExpression' ? call.firstChild?.nextSibling : call?.firstChild;
  const callee = first && calleeOf(first, text);
  if (!callee) return false;
  const object = callee.object ? text.slice(callee.object.from, callee.object.to) : '';
  if (call?.name === 'NewExpression') return callee.name.endsWith('Error');
  return /(?:^|\.)(?:console|log|logger)$/i.test(object) || /^(?:describe|it|test)$/.test(callee.name);
}

/** Leaves out what stands in another one as a whole. */
function withoutParts(found: readonly EmbeddedSql[]): EmbeddedSql[] {
  const inOrder = found.toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const places = inOrder.map(placesOf);
  const holders = new Map<number, number[]>();
  for (const [index, all] of places.entries()) {
    for (const place of all) {
      const known = holders.get(place);
      if (known) known.push(index);
      else holders.set(place, [index]);
    }
  }
  return inOrder.filter((_, index) => {
    const own = places[index] ?? new Set<number>();
    const [first] = own;
    const others = first === undefined ? [] : (holders.get(first) ?? []);
    return !others.some((other) => {
      const all = places[other] ?? new Set<number>();
      const isLarger = all.size > own.size || (all.size === own.size && other < index);
      return isLarger && [...own].every((place) => all.has(place));
    });
  });
}

/** Where its texts begin in the script. */
function placesOf({ pieces }: EmbeddedSql): Set<number> {
  return new Set(pieces.flatMap((piece) => (piece.kind === 'text' ? piece.offsetOf(0) : [])));
}
