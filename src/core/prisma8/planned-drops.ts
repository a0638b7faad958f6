import type { Range } from '../range';
import { headingOfOperation } from './operation-heading';

/** What a change of Prisma's takes away by its name. */
export interface PlannedDrop {
  /**
   * `index`, `constraint`, `policy`, `row level security`, `column`, `default`, `NOT NULL`, or whatever stands behind DROP:
   * `table`, `type`, `view`.
   */
  readonly kind: string;
  readonly schema: string | undefined;
  /** Of a table itself undefined. */
  readonly table: string | undefined;
  /** Of row level security the table's name, of a default and NOT NULL the column's. */
  readonly name: string;
  /** The statement in the SQL; UTF-16 offsets from 0. */
  readonly range: Range;
}

/** One change as Prisma 8 plans it. */
export interface PlannedChange {
  /** Each operation's id, in order. */
  readonly operations: readonly string[];
  /** In order; an operation may have several, or none. */
  readonly statements: readonly string[];
}

/** A planned change as SQL, with what it takes away. */
export interface PlannedSql {
  readonly sql: string;
  readonly drops: readonly PlannedDrop[];
  /** Statements that take away something that cannot be told. */
  readonly unread: readonly Range[];
}

const name = String.raw`"((?:[^"]|"")+)"`;
const qualified = String.raw`(?:${name}\.)?${name}`;
const form = (pattern: string): RegExp => new RegExp(`^${pattern}$`, 'i');

/** Prisma quotes every name. Each gives schema, table or name, and what else it has. */
const forms: readonly [RegExp, (found: readonly (string | undefined)[]) => Omit<PlannedDrop, 'range'>][] = [
  [
    form(
      String.raw`alter\s+table\s+${qualified}\s+drop\s+(constraint|column)\s+(?:if\s+exists\s+)?${name}(?:\s+cascade)?`,
    ),
    ([schema, table, kind = '', own = '']) => ({ kind: kind.toLowerCase(), schema, table, name: own }),
  ],
  [
    form(String.raw`alter\s+table\s+${qualified}\s+alter\s+column\s+${name}\s+drop\s+(default|not\s+null)`),
    ([schema, table, own = '', what = '']) => ({
      ...{ schema, table, name: own },
      kind: what.toLowerCase() === 'default' ? 'default' : 'NOT NULL',
    }),
  ],
  [
    form(String.raw`alter\s+table\s+${qualified}\s+(?:disable|no\s+force)\s+row\s+level\s+security`),
    ([schema, table = '']) => ({ kind: 'row level security', schema, table, name: table }),
  ],
  [
    form(String.raw`drop\s+policy\s+(?:if\s+exists\s+)?${name}\s+on\s+${qualified}`),
    ([own = '', schema, table]) => ({ kind: 'policy', schema, table, name: own }),
  ],
  [
    form(
      String.raw`drop\s+(index|table|type|view|materialized\s+view|sequence|schema|extension|domain)\s+(?:if\s+exists\s+)?${qualified}(?:\s+(?:cascade|restrict))?`,
    ),
    ([kind = '', schema, own = '']) => ({
      ...{ schema, table: undefined, name: own },
      kind: kind.toLowerCase().replace(/\s+/g, ' '),
    }),
  ],
];

const takesAway = /\b(?:drop|truncate|delete|disable|no\s+force|detach)\b/i;
const referentialAction =
  /\bon\s+(?:delete|update)\s+(?:cascade|restrict|no\s+action|set\s+(?:null|default))/gi;
/** One statement that makes something, whatever words it has behind that: `CREATE TRIGGER … AFTER DELETE`. */
const onlyMakes = /^create\s+(?!or\s+replace\b)[^;]*$/i;

/** Reads what Prisma is going to do. */
export function readPlannedChange({ operations, statements }: PlannedChange): PlannedSql {
  let sql = '';
  const drops: PlannedDrop[] = [];
  const unread: Range[] = [];
  for (const [at, statement] of statements.entries()) {
    const id = operations.length === statements.length ? operations[at] : undefined;
    const heading = id === undefined ? undefined : headingOfOperation(id, statement);
    if (heading !== undefined) sql += `-- ${heading}\n`;
    const text = statement.trim().replace(/;$/, '');
    const range = { start: sql.length, end: sql.length + text.length };
    sql += `${text};\n\n`;
    const drop = readDrop(text);
    if (drop) drops.push({ ...drop, range });
    else if (mayTakeAway(text)) unread.push(range);
  }
  return { sql: sql.trimEnd() === '' ? '' : `${sql.trimEnd()}\n`, drops, unread };
}

function readDrop(text: string): Omit<PlannedDrop, 'range'> | undefined {
  for (const [pattern, read] of forms) {
    const [, ...found]: readonly (string | undefined)[] = pattern.exec(text) ?? [];
    if (found.length > 0) return read(found.map((one: string | undefined) => one?.replaceAll('""', '"')));
  }
  return undefined;
}

function mayTakeAway(text: string): boolean {
  const words = withoutQuoted(text);
  return !onlyMakes.test(words) && takesAway.test(words.replaceAll(referentialAction, ' '));
}

function withoutQuoted(text: string): string {
  return text.replaceAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, ' ');
}

/** Whether the same change leaves nothing less: it makes the thing again, or made before what the thing belongs to. */
export function takesNothing(drop: PlannedDrop, sql: string): boolean {
  return isMadeAgain(drop, sql) || isOfNew(drop, sql);
}

/** Whether a later statement makes the thing again under the same name. */
function isMadeAgain({ kind, table, name: own, range }: PlannedDrop, sql: string): boolean {
  const quoted = patternOf(own);
  const on = table === undefined ? '' : patternOf(table);
  const again: Readonly<Record<string, string>> = {
    index: String.raw`create\s+(?:unique\s+)?index\s+${quoted}`,
    constraint: String.raw`alter\s+table\s+(?:"[^"]+"\.)?${on}\s+add\s+constraint\s+${quoted}`,
    policy: String.raw`create\s+policy\s+${quoted}\s+on\s+(?:"[^"]+"\.)?${on}`,
    column: String.raw`alter\s+table\s+(?:"[^"]+"\.)?${on}\s+add\s+column\s+${quoted}`,
    default: String.raw`alter\s+table\s+(?:"[^"]+"\.)?${on}\s+alter\s+column\s+${quoted}\s+set\s+default`,
  };
  const pattern = again[kind];
  return pattern !== undefined && new RegExp(pattern, 'i').test(sql.slice(range.end));
}

/**
 * Whether an earlier statement makes the table or the column, as Prisma adds a column that has to have a value: with a
 * default, which it drops then.
 */
function isOfNew({ kind, schema, table, name: own, range }: PlannedDrop, sql: string): boolean {
  if (table === undefined) return false;
  const on = `${schema === undefined ? '' : String.raw`(?:${patternOf(schema)}\.)?`}${patternOf(table)}`;
  const made = [String.raw`^create\s+table\s+${on}`];
  if (['column', 'default', 'NOT NULL'].includes(kind)) {
    made.push(String.raw`^alter\s+table\s+${on}\s+add\s+column\s+${patternOf(own)}`);
  }
  return new RegExp(made.join('|'), 'im').test(sql.slice(0, range.start));
}

function patternOf(name: string): string {
  return `"${name.replaceAll('"', '""')}"`.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
