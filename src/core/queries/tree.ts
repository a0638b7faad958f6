import { cutToBytes, maxNameBytes } from '../sql/names';
import type { Node } from '../sql/parse-tree';

/** Calls for each node of a tree, from the outside in and in the order of the text; false stops at a node. */
export function walk(tree: unknown, visit: (node: Node) => boolean): void {
  if (Array.isArray(tree)) {
    for (const one of tree) walk(one, visit);
  } else if (typeof tree === 'object' && tree !== null) {
    if (isNode(tree) && !visit(tree)) return;
    for (const inner of Object.values(tree)) walk(inner, visit);
  }
}

/** A node has its kind as its only key, and kinds alone begin with a capital. */
function isNode(tree: object): tree is Node {
  const [kind, ...others] = Object.keys(tree);
  return kind !== undefined && others.length === 0 && /^[A-Z]/.test(kind);
}

/** The names of a list, as PostgreSQL keeps them. */
export function namesIn(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) =>
    'String' in node ? [cutToBytes(node.String.sval ?? '', maxNameBytes)] : [],
  );
}

/** The place of the leftmost thing in a tree, in bytes. */
export function firstLocation(tree: unknown): number {
  let first = Infinity;
  walk(tree, (node) => {
    const [body] = Object.values(node) as { readonly location?: number }[];
    const isRead = 'ColumnRef' in node || 'A_Const' in node || 'ParamRef' in node || 'FuncCall' in node;
    // What begins the text has no location.
    if (isRead) first = Math.min(first, body?.location ?? 0);
    return true;
  });
  return first;
}

/** A tree without some of its parts. */
export function withoutParts<Tree extends object>(tree: Tree, parts: readonly (keyof Tree)[]): Partial<Tree> {
  const left = Object.entries(tree).filter(([key]) => !(parts as readonly string[]).includes(key));
  return Object.fromEntries(left) as Partial<Tree>;
}
