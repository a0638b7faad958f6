import type { SyntaxNode } from '@lezer/common';

/** One of several ways that a program can go at a place. */
export interface Branch {
  /** Where the `if` or the cases begin. */
  readonly at: number;
  readonly way: number;
}

/** More levels than a program has that a person wrote. */
const mostLevels = 60;

/** The branches of `if` and `switch` in which the node stands. */
export function branchesOf(node: SyntaxNode): Branch[] {
  const branches: Branch[] = [];
  let inner = node;
  for (let level = 0; level < mostLevels; level++) {
    const around = inner.parent;
    if (!around) break;
    const way = wayOf(around, inner.from);
    if (way !== undefined) branches.push({ at: around.from, way });
    inner = around;
  }
  return branches;
}

/** Whether no run of the program comes to both. */
export function excludeEachOther(some: readonly Branch[], others: readonly Branch[]): boolean {
  return some.some(({ at, way }) => others.some((other) => other.at === at && other.way !== way));
}

function wayOf(around: SyntaxNode, at: number): number | undefined {
  const isIf = around.name === 'IfStatement';
  if (!isIf && around.name !== 'SwitchBody') return undefined;
  let way = 0;
  for (let child = around.firstChild; child && child.from <= at; child = child.nextSibling) {
    if (isIf ? child.name === 'else' : child.name.endsWith('Label')) way += 1;
  }
  return way;
}
