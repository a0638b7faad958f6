import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/javascript';
import { childrenOf, expressionOf, textOfString } from './convert-expression';
import type { Expression, Script, SoughtKind, TopStatement } from './script';

export { findOperations } from './find-operations';
export { findSql } from './find-sql';

// A bundle of its own, see esbuild.js. Lezer's parser gives a tree for any text, also for one that is half-typed.
const typescript = parser.configure({ dialect: 'ts' });

/** Reads JavaScript and TypeScript alike; `<T>value` is a cast, so JSX is not understood. */
export function parseScript(text: string): Script {
  const tree = typescript.parse(text);
  const definitions = definitionsIn(tree, text);
  return {
    isWhole: isWhole(tree, text),
    statements: childrenOf(tree.topNode).map((node) => statementOf(node, text)),
    definition: (name) => definitions.get(name),
    every: (kind) => every(tree, text, kind),
  };
}

function isWhole(tree: Tree, text: string): boolean {
  let whole = true;
  tree.iterate({
    enter: ({ type, node }) => {
      if (type.isError || (type.name === 'String' && textOfString(node, text) === undefined)) whole = false;
      return whole;
    },
  });
  return whole;
}

function definitionsIn(tree: Tree, text: string): Map<string, Expression> {
  const [top, inner] = [new Map<string, Expression>(), new Map<string, Expression>()];
  tree.iterate({
    enter: ({ type, node }) => {
      if (type.name !== 'VariableDeclaration') return;
      const isTop = [node.parent, node.parent?.parent].some((around) => around?.type.isTop);
      const known = isTop && !/Statement|Block/.test(node.parent?.name ?? '') ? top : inner;
      for (const { name, value } of declared(node, text)) {
        if (name !== undefined && value && !known.has(name)) known.set(name, value);
      }
    },
  });
  return new Map([...inner, ...top]);
}

interface Declared {
  /** Undefined for a pattern. */
  readonly name: string | undefined;
  readonly value: Expression | undefined;
}

/** `const a = 1, b: Type = 2`. */
function declared(declaration: SyntaxNode, text: string): Declared[] {
  const found: Declared[] = [];
  let name: string | undefined;
  const [, ...parts] = childrenOf(declaration);
  for (const [index, node] of parts.entries()) {
    if (node.name === 'VariableDefinition') name = text.slice(node.from, node.to);
    if (parts[index - 1]?.name === 'Equals') {
      found.push({ name, value: expressionOf(node, text) });
      name = undefined;
    }
  }
  return found;
}

const kindsOfNodes: Readonly<Record<SoughtKind, readonly string[]>> = {
  call: ['CallExpression', 'NewExpression'],
  object: ['ObjectExpression'],
};

function every<K extends SoughtKind>(
  tree: Tree,
  text: string,
  kind: K,
): Extract<Expression, { readonly kind: K }>[] {
  const isIt = (one: Expression): one is Extract<Expression, { readonly kind: K }> => one.kind === kind;
  const found: Extract<Expression, { readonly kind: K }>[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      if (!kindsOfNodes[kind].includes(name)) return;
      const expression = expressionOf(node, text);
      if (isIt(expression)) found.push(expression);
    },
  });
  return found;
}

function statementOf(node: SyntaxNode, text: string): TopStatement {
  const children = childrenOf(node);
  switch (node.name) {
    case ';':
    case 'TypeAliasDeclaration':
    case 'InterfaceDeclaration':
    case 'AmbientDeclaration':
      return { kind: 'type' };
    case 'ImportDeclaration':
      return importOf(node, text);
    case 'VariableDeclaration':
      return constantsOf(node, text);
    case 'ExportDeclaration':
      return exportOf(node, text);
    case 'ExpressionStatement':
      return children[0]?.name === 'String' ? { kind: 'type' } : assignedExport(children[0], text);
    default:
      return { kind: 'other' };
  }
}

function importOf(node: SyntaxNode, text: string): TopStatement {
  if (node.getChild('type')) return { kind: 'type' };
  const from = node.getChild('String');
  const module = from ? textOfString(from, text) : undefined;
  return module === undefined ? { kind: 'other' } : { kind: 'import', module };
}

function constantsOf(node: SyntaxNode, text: string): TopStatement {
  const all = declared(node, text);
  if (all.some(({ name }) => name === undefined)) return { kind: 'other' };
  return { kind: 'constants', values: all.flatMap(({ value }) => value ?? []) };
}

function exportOf(node: SyntaxNode, text: string): TopStatement {
  const children = childrenOf(node);
  const [, second, third] = children;
  if (second && third && (second.name === 'default' || second.name === 'Equals')) {
    return { kind: 'export', value: expressionOf(third, text) };
  }
  if (second?.name === 'VariableDeclaration') return constantsOf(second, text);
  if (second?.name === 'ExportGroup' && !node.getChild('from')) {
    const named = childrenOf(second);
    // `export { config as default }`
    const at = named.findIndex(({ name, from, to }, index) => {
      return name === 'VariableName' && text.slice(from, to) === 'default' && named[index - 1]?.name === 'as';
    });
    const exported = named[at - 2];
    if (exported) return { kind: 'export', value: expressionOf(exported, text) };
  }
  return { kind: second && /^(?:TypeAlias|Interface)Declaration$/.test(second.name) ? 'type' : 'other' };
}

/** `module.exports = value`, also where `exports =` stands before it or between. */
function assignedExport(node: SyntaxNode | undefined, text: string): TopStatement {
  if (node?.name !== 'AssignmentExpression') return { kind: 'other' };
  const [target, equals, value] = childrenOf(node);
  const name = target ? text.slice(target.from, target.to) : '';
  if (
    equals?.name !== 'Equals' ||
    !value ||
    !/^(?:module\s*\.\s*exports|exports(?:\s*\.\s*default)?)$/.test(name)
  ) {
    return { kind: 'other' };
  }
  return value.name === 'AssignmentExpression'
    ? assignedExport(value, text)
    : { kind: 'export', value: expressionOf(value, text) };
}
