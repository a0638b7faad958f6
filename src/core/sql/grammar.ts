import type { IndexStmt, Node } from './parse-tree';

/** PostgreSQL's own grammar, loaded. */
export interface Grammar {
  /**
   * Parses one statement and returns its tree, or undefined where PostgreSQL refuses it. Results are remembered by text.
   * Locations in the tree are bytes, not UTF-16 units: do not use them.
   */
  parse(sql: string): Node | undefined;
  /** The tree of a CREATE INDEX statement. */
  parseIndex(sql: string): IndexStmt | undefined;
}

/** Something asked `grammarNotLoaded`. */
export class GrammarNeeded extends Error {
  override readonly name = 'GrammarNeeded';
}

function refuse(): never {
  throw new GrammarNeeded('The grammar is not loaded.');
}

/** Stands in for the grammar in work that can do without it most of the time; throws GrammarNeeded where it cannot. */
export const grammarNotLoaded: Grammar = { parse: refuse, parseIndex: refuse };

/** Enough for the statements of a large project; beyond it the oldest are forgotten. */
const rememberedStatements = 20_000;

let loading: Promise<Grammar> | undefined;

/** Loads the grammar's WASM at first use (about 15 ms); later calls share it. */
export function loadGrammar(): Promise<Grammar> {
  loading ??= import('libpg-query').then(async ({ loadModule, parseSync }) => {
    await loadModule();
    const trees = new Map<string, Node | undefined>();
    const parse = (sql: string): Node | undefined => {
      if (trees.has(sql)) return trees.get(sql);
      let tree: Node | undefined;
      // The grammar stops at NUL without a word, and throws on empty input.
      if (!sql.includes('\0')) {
        try {
          tree = parseSync(sql).stmts?.[0]?.stmt;
        } catch {
          tree = undefined;
        }
      }
      if (trees.size >= rememberedStatements) trees.delete(trees.keys().next().value ?? '');
      trees.set(sql, tree);
      return tree;
    };
    return {
      parse,
      parseIndex: (sql) => {
        const tree = parse(sql);
        return tree && 'IndexStmt' in tree ? tree.IndexStmt : undefined;
      },
    };
  });
  return loading;
}
