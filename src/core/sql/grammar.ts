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
  /** Why PostgreSQL refuses the script, which may have many statements; undefined where it reads all of them. */
  refusalOf(sql: string): Refusal | undefined;
  /** The same for the body of a DO block in PL/pgSQL, whose whole statement is given. PostgreSQL tells no position. */
  blockRefusalOf(sql: string): string | undefined;
}

/** The message where this program, not PostgreSQL, cannot read a script. */
export const tooDeep = 'nested too deeply to be read here';

/** What PostgreSQL says of a script that it cannot read. */
interface Refusal {
  /** In PostgreSQL's own words: `syntax error at or near "COLUM"`. */
  readonly message: string;
  /** Where it stopped, in UTF-16 units from the start of the script. */
  readonly at: number;
}

/** Something asked `grammarNotLoaded`. */
export class GrammarNeeded extends Error {
  override readonly name = 'GrammarNeeded';
}

function refuse(): never {
  throw new GrammarNeeded('The grammar is not loaded.');
}

/** Stands in for the grammar in work that can do without it most of the time; throws GrammarNeeded where it cannot. */
export const grammarNotLoaded: Grammar = {
  parse: refuse,
  parseIndex: refuse,
  refusalOf: refuse,
  blockRefusalOf: refuse,
};

/** Enough for the statements of a large project; beyond it the oldest are forgotten. */
const rememberedStatements = 20_000;

let loading: Promise<Grammar> | undefined;

/** Loads the grammar's WASM at first use (about 15 ms); later calls share it. */
export function loadGrammar(): Promise<Grammar> {
  loading ??= import('libpg-query').then(async (library) => {
    const { loadModule, parseSync } = library;
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
      refusalOf: (sql) => refusalBy(library, sql),
      blockRefusalOf: (sql) => blockRefusalBy(library, sql),
    };
  });
  return loading;
}

type Library = typeof import('libpg-query');

function refusalBy({ fingerprintSync, parseSync, hasSqlDetails }: Library, sql: string): Refusal | undefined {
  // The grammar stops at NUL without a word; a server does not.
  const nul = sql.indexOf('\0');
  if (nul >= 0) return { message: 'invalid byte sequence for encoding "UTF8": 0x00', at: nul };
  if (sql === '') return undefined;
  if (isRead(fingerprintSync, sql)) return undefined;
  try {
    parseSync(sql);
    return undefined;
  } catch (error) {
    if (!hasSqlDetails(error) || !error.sqlDetails) return { message: tooDeep, at: 0 };
    const { message, cursorPosition } = error.sqlDetails;
    return { message: shortened(message), at: unitsOf(sql, cursorPosition) };
  }
}

/** Reads as parsing does, but makes no tree of it, which takes longer than the reading. Some errors come as the result. */
function isRead(fingerprint: Library['fingerprintSync'], sql: string): boolean {
  try {
    return /^[0-9a-f]{16}$/.test(fingerprint(sql));
  } catch {
    return false;
  }
}

/** Of a quotation without an end PostgreSQL repeats all that follows. */
function shortened(message: string): string {
  const [, start = message, near = ''] = /^(.* at or near ")(.*)"$/s.exec(message) ?? [];
  if (near === '') return start;
  const [line = ''] = near.split(/[\r\n]/);
  return `${start}${line === near && line.length <= 60 ? line : `${line.slice(0, 60)}…`}"`;
}

/** Only what is certain: of types and variables the grammar alone knows too little. */
function blockRefusalBy({ parsePlPgSQLSync }: Library, sql: string): string | undefined {
  try {
    parsePlPgSQLSync(sql);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return /^(?:syntax error|unterminated|mismatched parentheses)/.test(message)
      ? shortened(message)
      : undefined;
  }
}

/** UTF-16 units of so many characters: PostgreSQL counts characters. */
function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (let left = characters; left > 0 && units < text.length; left--)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}
