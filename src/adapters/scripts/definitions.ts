import type { SyntaxNode, Tree } from '@lezer/common';
import { branchesOf, type Branch } from './branches';
import { childrenOf } from './convert-expression';

/** What a script says of one of its names. */
export interface Definition {
  /** What it is set to where it is declared. */
  readonly value: SyntaxNode | undefined;
  /** A function or method of that name. */
  readonly body: SyntaxNode | undefined;
  /** False for parameters, imports and what a pattern takes out of something. */
  readonly isVariable: boolean;
  /** In order; only those in the function that declares the name, as nobody knows when another one runs. */
  readonly changes: Change[];
}

/** set: `name = value`. add: `name += value`. push: `name.push(value)`. */
export interface Change {
  readonly kind: 'set' | 'add' | 'push';
  readonly value: SyntaxNode;
  readonly branches: readonly Branch[];
}

export interface Definitions {
  /** What the name means where it stands. */
  of(name: string, at: number): Definition | undefined;
  /** What `this.name` means there. */
  ofThis(name: string, at: number): Definition | undefined;
  /** All variables that are changed later. */
  readonly changed: readonly Definition[];
}

interface Scope {
  readonly to: number;
  readonly from: number;
  readonly parent: Scope | undefined;
  readonly kind: 'function' | 'block' | 'class';
  /** Of a class its members. */
  readonly names: Map<string, Definition>;
}

const scopeKinds: Readonly<Record<string, Scope['kind']>> = {
  Script: 'function',
  FunctionDeclaration: 'function',
  FunctionExpression: 'function',
  ArrowFunction: 'function',
  MethodDeclaration: 'function',
  // It may be a method of an object literal.
  Property: 'function',
  Block: 'block',
  ForStatement: 'block',
  SwitchBody: 'block',
  CatchClause: 'block',
  ClassBody: 'class',
};

export function definitionsIn(tree: Tree, text: string): Definitions {
  const scopes: Scope[] = [];
  const changes: SyntaxNode[] = [];
  let scope: Scope | undefined;
  tree.iterate({
    // A node is made when it is asked for, which takes longer than all else here.
    enter: (at) => {
      const { name } = at;
      if (name === 'VariableDefinition') declare(scope, at.node, text);
      if (name === 'AssignmentExpression' || name === 'CallExpression') changes.push(at.node);
      if (name === 'PropertyDeclaration' || name === 'MethodDeclaration') declareMember(scope, at.node, text);
      const kind = kindOf(name);
      if (!kind) return;
      scope = { from: at.from, to: at.to, parent: scope, kind, names: new Map() };
      scopes.push(scope);
    },
    leave: (at) => {
      if (kindOf(at.name)) scope = scope?.parent;
    },
  });

  const find = (name: string, at: number, isSought: (scope: Scope) => boolean): Found | undefined => {
    for (let around = scopeAt(scopes, at); around; around = around.parent) {
      const definition = isSought(around) ? around.names.get(name) : undefined;
      if (definition) return { definition, scope: around };
    }
    return undefined;
  };
  const isNoClass = ({ kind }: Scope): boolean => kind !== 'class';

  const changed = new Set<Definition>();
  for (const node of changes) {
    const change = changeOf(node, text);
    if (!change) continue;
    const found = find(change.name, node.from, isNoClass);
    if (!found || functionOf(found.scope) !== functionOf(scopeAt(scopes, node.from))) continue;
    found.definition.changes.push({ ...change, branches: branchesOf(node) });
    if (found.definition.isVariable) changed.add(found.definition);
  }

  return {
    of: (name, at) => find(name, at, isNoClass)?.definition,
    ofThis: (name, at) => find(name, at, ({ kind }) => kind === 'class')?.definition,
    changed: [...changed],
  };
}

interface Found {
  readonly definition: Definition;
  readonly scope: Scope;
}

function kindOf(name: string): Scope['kind'] | undefined {
  return Object.hasOwn(scopeKinds, name) ? scopeKinds[name] : undefined;
}

/** The innermost scope around the offset; the list is in the order of their beginnings. */
function scopeAt(scopes: readonly Scope[], at: number): Scope | undefined {
  let [low, high] = [0, scopes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scopes[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  let scope = scopes[low - 1];
  while (scope && scope.to <= at) scope = scope.parent;
  return scope;
}

function functionOf(scope: Scope | undefined): Scope | undefined {
  let around = scope;
  while (around && around.kind !== 'function') around = around.parent;
  return around;
}

function declare(scope: Scope | undefined, node: SyntaxNode, text: string): void {
  const { parent } = node;
  if (parent?.name === 'FunctionDeclaration') {
    const body = parent.getChild('Block') ? parent : undefined;
    add(scope?.parent, node, text, { value: undefined, body, isVariable: false, changes: [] });
    return;
  }
  const isVariable = parent?.name === 'VariableDeclaration';
  const isVar = isVariable && parent.firstChild?.name === 'var';
  const value = isVariable ? valueAfter(node) : undefined;
  add(isVar ? functionOf(scope) : scope, node, text, { value, body: undefined, isVariable, changes: [] });
}

function declareMember(scope: Scope | undefined, node: SyntaxNode, text: string): void {
  const name = node.getChild('PropertyDefinition') ?? node.getChild('PrivatePropertyDefinition');
  if (!name || scope?.kind !== 'class') return;
  const isMethod = node.name === 'MethodDeclaration';
  const value = isMethod ? undefined : valueAfter(name);
  const body = isMethod && node.getChild('Block') ? node : undefined;
  add(scope, name, text, { value, body, isVariable: !isMethod, changes: [] });
}

/** What has neither a value nor a body, as an overload of a function, gives way to what has. */
function add(scope: Scope | undefined, { from, to }: SyntaxNode, text: string, definition: Definition): void {
  const name = text.slice(from, to);
  const known = scope?.names.get(name);
  if (!known || (!known.value && !known.body && !known.isVariable)) scope?.names.set(name, definition);
}

/** Of `name: Type = value` the value. */
function valueAfter(name: SyntaxNode): SyntaxNode | undefined {
  for (let node = name.nextSibling; node && node.name !== ','; node = node.nextSibling) {
    if (node.name !== 'Equals') continue;
    let value = node.nextSibling;
    while (value?.name.endsWith('Comment')) value = value.nextSibling;
    return value?.type.isError === false ? value : undefined;
  }
  return undefined;
}

function changeOf(
  node: SyntaxNode,
  text: string,
): { name: string; kind: Change['kind']; value: SyntaxNode } | undefined {
  const [target, second, third] = childrenOf(node);
  if (node.name === 'AssignmentExpression') {
    if (target?.name !== 'VariableName' || !third) return undefined;
    const sign = second ? text.slice(second.from, second.to) : '';
    const kind = sign === '=' ? 'set' : sign === '+=' ? 'add' : undefined;
    return kind && { name: text.slice(target.from, target.to), kind, value: third };
  }
  if (target?.name !== 'MemberExpression' || second?.name !== 'ArgList') return undefined;
  const [list, , method] = childrenOf(target);
  if (list?.name !== 'VariableName' || !method || text.slice(method.from, method.to) !== 'push') {
    return undefined;
  }
  return { name: text.slice(list.from, list.to), kind: 'push', value: second };
}
