import { quoteName } from '../../../src/core/sql/names';
import type { Postgres } from './postgres';

/** What the condition of each kind's entries is, over `c` (pg_class), and what is written of an entry. */
const kindsByWord = {
  table: `c.relkind = 'r' AND NOT c.relispartition`,
  anyTable: `c.relkind IN ('r', 'p')`,
  partitioned: `c.relkind = 'p'`,
  materializedView: `c.relkind = 'm'`,
  view: `c.relkind IN ('v', 'm')`,
  sequence: `c.relkind = 'S'`,
  index: `c.relkind IN ('i', 'I')`,
  plainIndex: `c.relkind IN ('i', 'I') AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)`,
} as const;

const ourSchemas = `(SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')`;

/** Things that go together: the object ids of two relations, or of one and the name of something on it. */
const relationPairs = {
  constraint: `SELECT conrelid AS first, conname AS second FROM pg_constraint
    WHERE contype IN ('p', 'u', 'x') AND connamespace IN ${ourSchemas}`,
  /** A unique index that a constraint can take over. */
  takeable: `SELECT i.indrelid AS first, x.relname AS second FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND x.relnamespace IN ${ourSchemas}
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)`,
  anyConstraint: `SELECT conrelid AS first, conname AS second FROM pg_constraint
    WHERE conrelid <> 0 AND conislocal AND contype IN ('c', 'f', 'u', 'x') AND connamespace IN ${ourSchemas}`,
  foreignKey: `SELECT conrelid AS first, conname AS second FROM pg_constraint
    WHERE contype = 'f' AND connamespace IN ${ourSchemas}`,
  trigger: `SELECT tgrelid AS first, tgname AS second FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND tgparentid = 0 AND c.relnamespace IN ${ourSchemas}`,
  policy: `SELECT polrelid AS first, polname AS second FROM pg_policy`,
  partition: `SELECT inhparent AS first, inhrelid AS second FROM pg_inherits JOIN pg_class ON oid = inhrelid
    WHERE relkind IN ('r', 'p')`,
  /** An index of a partitioned table and one of a partition. */
  childIndex: `SELECT p.indexrelid AS first, c.indexrelid AS second
    FROM pg_index p JOIN pg_class pc ON pc.oid = p.indexrelid AND pc.relkind = 'I'
    JOIN pg_inherits h ON h.inhparent = p.indrelid
    JOIN pg_index c ON c.indrelid = h.inhrelid AND c.indkey::text = p.indkey::text
    JOIN pg_class cc ON cc.oid = c.indexrelid AND NOT cc.relispartition`,
} as const;

/** The first of a pair; the kind itself is the second. */
const firsts = {
  tableOfConstraint: 'constraint',
  tableOfTakeable: 'takeable',
  tableOfPartition: 'partition',
  parentOfChildIndex: 'childIndex',
  tableOfAnyConstraint: 'anyConstraint',
  tableOfForeignKey: 'foreignKey',
  tableOfTrigger: 'trigger',
  tableOfPolicy: 'policy',
} as const;

/** Pairs whose second is no relation but a name. */
const namedPairs: ReadonlySet<string> = new Set<keyof typeof relationPairs>([
  ...(['constraint', 'takeable', 'anyConstraint', 'foreignKey', 'trigger', 'policy'] as const),
]);

export type PlaceholderKind = keyof typeof kindsByWord | keyof typeof relationPairs | keyof typeof firsts;

/** A place in a statement for a thing that exists when it runs. */
export function placeholder(kind: PlaceholderKind, number: number): string {
  return `‹${kind}:${number}›`;
}

interface Entry {
  readonly schema: string;
  readonly name: string;
  readonly visible: boolean;
}

const entrySql = (oid: string): string => `(SELECT json_build_object('schema', n.nspname, 'name', e.relname,
  'visible', pg_table_is_visible(e.oid)) FROM pg_class e JOIN pg_namespace n ON n.oid = e.relnamespace
  WHERE e.oid = ${oid})`;

function queryFor(kind: PlaceholderKind): string {
  if (kind in kindsByWord) {
    return `SELECT ${entrySql('c.oid')} AS value FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.oid IN ${ourSchemas} AND ${kindsByWord[kind as keyof typeof kindsByWord]} ORDER BY n.nspname, c.relname`;
  }
  const first = kind in firsts;
  const pair = first ? firsts[kind as keyof typeof firsts] : (kind as keyof typeof relationPairs);
  const isName = !first && namedPairs.has(pair);
  const value = isName ? 'to_json(second::text)' : entrySql(first ? 'first' : 'second');
  return `SELECT ${value} AS value FROM (${relationPairs[pair]}) AS pairs ORDER BY first, second`;
}

async function entriesOf(postgres: Postgres, kind: PlaceholderKind): Promise<(Entry | string)[]> {
  const rows = await postgres.rows<{ value: Entry | string }>(queryFor(kind));
  return rows.map((row) => row.value);
}

/** Writes a name in one of the ways people do; `style` chooses. */
function write(entry: Entry | string, style: number): string {
  const quoted = (name: string, bare: boolean): string =>
    bare && /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteName(name);
  if (typeof entry === 'string') return quoted(entry, style % 2 === 0);
  const name = quoted(entry.name, style % 2 === 0);
  if (entry.visible && style % 3 > 0) return name;
  return `${quoted(entry.schema, style % 5 > 1)}.${name}`;
}

/** Fills each place with something that exists now; with a name that nothing has where there is nothing of the kind. */
export async function fillIn(postgres: Postgres, statement: string): Promise<string> {
  let filled = '';
  let from = 0;
  for (const match of statement.matchAll(/‹(\w+):(\d+)›/g)) {
    const [whole, kind, number] = match;
    const entries = await entriesOf(postgres, kind as PlaceholderKind);
    const n = Number(number);
    const entry = entries[n % Math.max(entries.length, 1)] ?? 'nothing';
    filled += statement.slice(from, match.index) + write(entry, Math.floor(n / 7));
    from = match.index + whole.length;
  }
  return filled + statement.slice(from);
}
