import { readString, scan, type Token } from '../sql/scan';

/**
 * What a statement may do, as far as its words tell: `gone` takes something away, and what that is only the history of the
 * project knows.
 */
export type SqlDanger = 'database' | 'rows' | 'new rows' | 'truncate' | 'gone';

/** What Prisma keeps of itself in a database: before version 8 a table, then tables in a schema. */
const records = ['_prisma_migrations', 'prisma_contract'];
const mostNested = 4;

/** The dangers of a script, without what is in comments or in strings that nobody runs. */
export function sqlDangers(text: string, isRun = false, depth = 0): Set<SqlDanger> {
  const found = new Set<SqlDanger>();
  for (const statement of statementsOf(text)) {
    const words = statement.map((token) => wordOf(text, token));
    const danger = dangerOf(words);
    if (danger) found.add(danger);
    const runsStrings =
      isRun || words[0] === 'do' || words.includes('execute') || words.includes('dblink_exec');
    if (!runsStrings || depth >= mostNested) continue;
    for (const token of statement.filter(({ kind }) => kind === 'string')) {
      for (const one of sqlDangers(readString(text, token).value, true, depth + 1)) found.add(one);
    }
  }
  return found;
}

/** Whether a script that is known in part begins with what only reads, so that the rest matters little. */
export function onlyReads(text: string): boolean {
  return /^\s*(?:select|with|explain|show|table|values|\\[dltz])/i.test(text);
}

function statementsOf(text: string): Token[][] {
  const statements: Token[][] = [[]];
  for (const token of scan(text).tokens) {
    if (token.word === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements;
}

function wordOf(text: string, { kind, start, end }: Token): string {
  const written = text.slice(start, end);
  return kind === 'quoted' ? written.replaceAll('"', '') : written.toLowerCase();
}

/** BEGIN of PL/pgSQL, THEN and the like stand in front of what is done. */
const lead: ReadonlySet<string> = new Set(['begin', 'then', 'else', 'loop', 'execute', 'perform']);

function dangerOf(all: readonly string[]): SqlDanger | undefined {
  const start = all.findLastIndex((word) => lead.has(word)) + 1;
  const words = all.slice(start);
  const [verb = '', object = ''] = words;
  if (records.some((record) => words.includes(record)) && verb !== 'select') {
    const changes = ['delete', 'update', 'truncate', 'drop', 'alter'].some((word) => words.includes(word));
    return changes
      ? 'rows'
      : words.some((word) => word === 'insert' || word === 'copy')
        ? 'new rows'
        : undefined;
  }
  if (verb === 'truncate') return 'truncate';
  if (verb === 'drop') return ['database', 'schema', 'owned'].includes(object) ? 'database' : 'gone';
  const isWeakened = ['drop', 'disable', 'rename', 'type', 'no'].some((word) => words.includes(word));
  return verb === 'alter' && isWeakened ? 'gone' : undefined;
}
