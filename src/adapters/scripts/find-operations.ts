import { parser } from '@lezer/javascript';
import type { SyntaxNode } from '@lezer/common';
import type { Range } from '../../core/range';
import { itemsOf, onlyReturned, unwrapped } from './nodes';

const typescript = parser.configure({ dialect: 'ts' });

/** One operation of a script. */
export interface ScriptOperation extends Range {
  /** The texts of the comments right before it, without what marks them as comments. */
  readonly comments: readonly string[];
}

/**
 * Where the operations of a `migration.ts` of Prisma 8 stand: the items of the list that its `operations` gives. Undefined
 * where it gives no list that can be read without running it. UTF-16 offsets from 0.
 */
export function findOperations(text: string): ScriptOperation[] | undefined {
  const list = listOf(typescript.parse(text).topNode, text);
  if (!list) return undefined;
  const items = itemsOf(list);
  if (items.some(({ isSpread }) => isSpread)) return undefined;
  const comments = commentsIn(list, text);
  return items.map(({ node }, index) => {
    const before = items[index - 1]?.node.to ?? list.from;
    return {
      ...{ start: node.from, end: node.to },
      comments: comments.filter(({ at }) => at > before && at < node.from).map(({ content }) => content),
    };
  });
}

/** The comments among the items of a list. */
function commentsIn(list: SyntaxNode, text: string): { readonly at: number; readonly content: string }[] {
  return [...list.getChildren('LineComment'), ...list.getChildren('BlockComment')]
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to, name }) => {
      const content = text.slice(from, to);
      const inner = name === 'LineComment' ? content.slice(2) : content.replace(/^\/\*+|\*\/$/g, '');
      return { at: from, content: inner.trim() };
    });
}

/** The list that `get operations()` returns, or that the property `operations` is. */
function listOf(top: SyntaxNode, text: string): SyntaxNode | undefined {
  const found: SyntaxNode[] = [];
  top.cursor().iterate(({ name, node }) => {
    if (name !== 'MethodDeclaration' && name !== 'PropertyDeclaration') return;
    const named = node.getChild('PropertyDefinition');
    if (named && text.slice(named.from, named.to) === 'operations') found.push(node);
  });
  const [member, second] = found;
  if (!member || second) return undefined;
  const value = member.name === 'MethodDeclaration' ? onlyReturned(member) : member.lastChild;
  const list = value && unwrapped(value, text);
  return list?.name === 'ArrayExpression' ? list : undefined;
}
