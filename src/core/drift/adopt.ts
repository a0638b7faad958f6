import type { ObjectType, SchemaObject } from '../database/schema-snapshot';
import { quoteName } from '../sql/names';
import { withoutSchemas } from './comparable-text';
import type { SchemaDifference } from './schema-diff';

/** In which order PostgreSQL can make things; a foreign key comes after all, and what goes with a view after the view. */
const order: readonly ObjectType[] = [
  ...(['schema', 'extension', 'enum', 'domain', 'type', 'sequence', 'function', 'table', 'column'] as const),
  ...(['constraint', 'index', 'view', 'materialized view', 'trigger', 'policy'] as const),
];

/** Writes a name that is an object's own: without the schema where that is the connection's. */
type Name = (schema: string, name: string) => string;

/**
 * The statements of a migration after which the history makes what a database has already, in an order in which they run.
 * In that database itself they find everything there and change nothing. None of them drops anything.
 *
 * @param ownSchema that of the connection: names in it are written without
 * @returns empty where nothing of it can be adopted so: what is missing, or another than it should be
 */
export function adoptingStatements(differences: readonly SchemaDifference[], ownSchema: string): string[] {
  const name: Name = (schema, own) =>
    schema === ownSchema ? quoteName(own) : `${quoteName(schema)}.${quoteName(own)}`;
  const unqualified = withoutSchemas([ownSchema]);
  const steps = differences.flatMap((difference) => {
    if (difference.kind === 'missing') return [];
    if (difference.kind === 'different') return changeOf(difference, name);
    const { object, parts } = difference;
    const columns = parts.filter(({ type }) => type === 'column');
    const others = parts.filter(({ type }) => type !== 'column');
    const isView = object.type.endsWith('view');
    return [
      ...making(object, columns, name),
      ...others.flatMap((part) =>
        making(part, [], name).map((step) => (isView ? { ...step, after: 1 } : step)),
      ),
    ];
  });
  return steps
    .map((step) => ({ ...step, rank: rankOf(step) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ sql }) => unqualified(sql));
}

/**
 * The statements that make again, in a database, what it lacks of what its migrations make; where it has all of that they
 * change nothing. Indexes are left to whoever knows how big their tables are. None of them drops anything.
 *
 * @param ownSchema that of the connection: names in it are written without
 */
export function completingStatements(differences: readonly SchemaDifference[], ownSchema: string): string[] {
  const isPart = ({ type }: SchemaObject): boolean => type !== 'index';
  const missing = differences.flatMap((difference): SchemaDifference[] =>
    difference.kind === 'missing' && isPart(difference.object)
      ? [{ ...difference, kind: 'unexpected', parts: difference.parts.filter(isPart) }]
      : [],
  );
  return adoptingStatements(missing, ownSchema);
}

interface Step {
  readonly type: ObjectType;
  readonly sql: string;
  /** Whether it has to wait for all of the usual order. */
  readonly after?: number;
}

function rankOf({ type, after = 0 }: Step): number {
  return order.indexOf(type) + after * order.length;
}

function making(object: SchemaObject, columns: readonly SchemaObject[], name: Name): Step[] {
  const { type, schema, table, facts } = object;
  const own = name(schema, object.name);
  const onTable = name(schema, table ?? '');
  const definition = (facts['definition'] ?? '').trimEnd().replace(/;$/, '');
  const step = (sql: string, after?: number): Step[] => [
    { type, sql, ...(after !== undefined && { after }) },
  ];
  switch (type) {
    case 'schema':
      return step(`CREATE SCHEMA IF NOT EXISTS ${quoteName(object.name)};`);
    case 'extension':
      return step(`CREATE EXTENSION IF NOT EXISTS ${quoteName(object.name)};`);
    case 'enum':
      return step(unlessThere('pg_type', own, `CREATE TYPE ${own} AS ENUM (${facts['values'] ?? ''})`));
    case 'type':
      return step(unlessThere('pg_type', own, `CREATE TYPE ${own} AS (${facts['attributes'] ?? ''})`));
    case 'domain':
      return step(unlessThere('pg_type', own, `CREATE DOMAIN ${own} AS ${domainOf(facts)}`));
    case 'sequence':
      return [
        ...step(`CREATE SEQUENCE IF NOT EXISTS ${own} ${sequenceOf(facts)};`),
        ...(facts['owner'] === undefined ? [] : step(`ALTER SEQUENCE ${own} OWNED BY ${facts['owner']};`, 1)),
      ];
    case 'function':
      return step(`${definition};`);
    case 'table':
      return facts['partition'] === undefined && facts['kind'] !== 'foreign'
        ? step(tableOf(own, facts, columns))
        : [];
    case 'column':
      return step(`ALTER TABLE ${onTable} ADD COLUMN IF NOT EXISTS ${columnOf(object)};`);
    case 'constraint': {
      const add = `ALTER TABLE ${onTable} ADD CONSTRAINT ${quoteName(object.name)} ${definition}`;
      const there = `SELECT FROM pg_constraint WHERE conrelid = ${literal(onTable)}::regclass AND conname = ${literal(object.name)}`;
      return step(unless(there, add), definition.startsWith('FOREIGN KEY') ? 1 : undefined);
    }
    case 'index':
      // Of an invalid one nobody wants another.
      return facts['invalid'] === undefined
        ? step(`${definition.replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX IF NOT EXISTS ')};`)
        : [];
    case 'view':
      return step(`CREATE OR REPLACE VIEW ${own} AS\n${definition};`);
    case 'materialized view':
      return step(`CREATE MATERIALIZED VIEW IF NOT EXISTS ${own} AS\n${definition};`);
    case 'trigger':
      return step(`${definition.replace(/^CREATE TRIGGER /, 'CREATE OR REPLACE TRIGGER ')};`, 1);
    case 'policy': {
      const there = `SELECT FROM pg_policy WHERE polrelid = ${literal(onTable)}::regclass AND polname = ${literal(object.name)}`;
      return step(
        unless(there, `CREATE POLICY ${quoteName(object.name)} ON ${onTable} ${policyOf(facts)}`),
        1,
      );
    }
  }
}

/** What a changed thing has more than the history makes; nothing where it has less, or another definition. */
function changeOf(difference: SchemaDifference & { kind: 'different' }, name: Name): Step[] {
  const { object, facts } = difference;
  const { type, schema, table } = object;
  if (type === 'function' || type === 'view') return making(object, [], name);
  if (type === 'enum') {
    return addedValues(difference).map((value) => ({
      type,
      sql: `ALTER TYPE ${name(schema, object.name)} ADD VALUE IF NOT EXISTS ${value};`,
    }));
  }
  if (type !== 'column') return [];
  const alter = `ALTER TABLE ${name(schema, table ?? '')} ALTER COLUMN ${quoteName(object.name)}`;
  return facts.flatMap(({ fact, actual }) => {
    if (actual === undefined) return [];
    if (fact === 'type') return [{ type, sql: `${alter} TYPE ${actual};` }];
    if (fact === 'default') return [{ type, sql: `${alter} SET DEFAULT ${actual};` }];
    return fact === 'null' ? [{ type, sql: `${alter} SET NOT NULL;` }] : [];
  });
}

/** Values that came to an enum, each with its position; none where values went, which cannot be adopted so. */
function addedValues({ expected, object }: SchemaDifference & { kind: 'different' }): string[] {
  const values = (list = ''): string[] => list.match(/'(?:[^']|'')*'/g) ?? [];
  const [before, now] = [values(expected.facts['values']), values(object.facts['values'])];
  if (before.some((value) => !now.includes(value))) return [];
  return now.flatMap((value, at) => {
    if (before.includes(value)) return [];
    const previous = now[at - 1];
    return [previous === undefined ? `${value} BEFORE ${before[0] ?? value}` : `${value} AFTER ${previous}`];
  });
}

function tableOf(own: string, facts: SchemaObject['facts'], columns: readonly SchemaObject[]): string {
  const list = columns.map((column) => `  ${columnOf(column)}`).join(',\n');
  const partitions = /^partitioned by (.*)$/.exec(facts['kind'] ?? '')?.[1];
  const create = `CREATE ${facts['unlogged'] === undefined ? '' : 'UNLOGGED '}TABLE IF NOT EXISTS ${own} (\n${list}\n)`;
  const secured = (facts['row security'] ?? '')
    .split(', ')
    .filter((word) => word !== '')
    .map((word) => `\nALTER TABLE ${own} ${word} ROW LEVEL SECURITY;`)
    .join('');
  return `${create}${partitions === undefined ? '' : ` PARTITION BY ${partitions}`};${secured}`;
}

function columnOf({ name, facts }: SchemaObject): string {
  const { type = '', collation, generated, identity, default: value } = facts;
  const [, expression, kind] = /^([^]*) (STORED|VIRTUAL)$/.exec(generated ?? '') ?? [];
  return [
    `${quoteName(name)} ${type}`,
    collation !== undefined && `COLLATE ${collation}`,
    expression !== undefined && `GENERATED ALWAYS AS (${expression}) ${kind ?? 'STORED'}`,
    identity !== undefined && `GENERATED ${identity} AS IDENTITY`,
    value !== undefined && `DEFAULT ${value}`,
    facts['null'],
  ]
    .filter((part) => part !== false && part !== undefined)
    .join(' ');
}

function sequenceOf({
  type,
  start,
  increment,
  minimum,
  maximum,
  cache,
  cycle,
}: SchemaObject['facts']): string {
  return `AS ${type ?? 'bigint'} INCREMENT ${increment ?? 1} MINVALUE ${minimum ?? 1} MAXVALUE ${maximum ?? 1} START ${start ?? 1} CACHE ${cache ?? 1}${cycle === undefined ? '' : ' CYCLE'}`;
}

function domainOf({ type, default: value, null: notNull, constraints }: SchemaObject['facts']): string {
  const parts = [type, value === undefined ? undefined : `DEFAULT ${value}`, notNull, constraints];
  return parts.filter((part) => part !== undefined).join(' ');
}

function policyOf({ kind, command, roles, using, check }: SchemaObject['facts']): string {
  return [
    `AS ${kind ?? 'PERMISSIVE'} FOR ${command ?? 'ALL'} TO ${roles ?? 'public'}`,
    using !== undefined && `USING (${using})`,
    check !== undefined && `WITH CHECK (${check})`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}

/** For what knows no IF NOT EXISTS. */
function unlessThere(catalogue: 'pg_type', own: string, statement: string): string {
  return unless(`SELECT FROM ${catalogue} WHERE oid = to_regtype(${literal(own)})`, statement);
}

function unless(there: string, statement: string): string {
  return `DO $adopt$ BEGIN\n  IF NOT EXISTS (${there}) THEN\n    ${statement};\n  END IF;\nEND $adopt$;`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
