/**
 * Something made by hand on the table T, under the name X. The columns are id, a, b, arr, r and code; the type of a (and of
 * code) is what one of the changes changes, all others are left alone.
 */
export interface HandMade {
  /** As the page has it. */
  readonly title: string;
  readonly make: string;
  /** What the model has for it, in which TYPE is the type of a and MODEL the name of the model; nothing without it. */
  readonly declared?: string;
  /** Whether it is of an extension that only the embedded PostgreSQL has. */
  readonly embedded?: true;
  /** Whether the preview feature partialIndexes has to be on or off; it does not matter without it. */
  readonly partialIndexes?: boolean;
}

const index = (title: string, on: string, more: Partial<HandMade> = {}): HandMade => ({
  title,
  make: `CREATE INDEX X ON T ${on};`,
  ...more,
});
const constraint = (title: string, rule: string, declared?: string): HandMade => ({
  title,
  make: `ALTER TABLE T ADD CONSTRAINT X ${rule};`,
  ...(declared !== undefined && { declared }),
});
const column = (title: string, definition: string, declared?: string): HandMade => ({
  title,
  make: `ALTER TABLE T ADD COLUMN X ${definition};`,
  ...(declared !== undefined && { declared }),
});
const numbered = (title: string, attribute: string): HandMade => ({
  title,
  make: `CREATE SEQUENCE X; ALTER TABLE T ADD COLUMN number int DEFAULT nextval('X');`,
  declared: `number Int? ${attribute}`,
});
const trigger = (title: string, when: string): HandMade => ({
  title,
  make: `CREATE TRIGGER X ${when} EXECUTE FUNCTION touch();`,
});
const policy = (title: string, rows: string): HandMade => ({
  title,
  make: `CREATE POLICY X ON T USING (${rows});`,
});

const indexes: readonly HandMade[] = [
  index('ordinary index', '(a)'),
  index('vector index (ivfflat, hnsw)', 'USING hnsw (e vector_cosine_ops)', { embedded: true }),
  index('vector index (ivfflat, hnsw)', 'USING ivfflat (e vector_cosine_ops)', { embedded: true }),
  index('GIN, also trigram', 'USING gin (arr)'),
  index('GIN, also trigram', 'USING gin (a gin_trgm_ops)', { embedded: true }),
  index('partial', '(a) WHERE b IS NOT NULL', { partialIndexes: false }),
  index('partial', '(b) WHERE a IS NOT NULL', { partialIndexes: false }),
  index('partial, with `partialIndexes`', '(a) WHERE b IS NOT NULL', { partialIndexes: true }),
  index('expression', '(lower(a))'),
  index('with INCLUDE', '(a) INCLUDE (b)'),
  ...['(a text_pattern_ops)', '(a COLLATE "C")', '(a) WITH (fillfactor = 70)'].map((on) =>
    index('declared, an unseen property', on, { declared: '@@index([a], map: "X")' }),
  ),
  {
    title: 'declared, an unseen property',
    make: 'CREATE UNIQUE INDEX X ON T (a) NULLS NOT DISTINCT;',
    declared: '@@unique([a], map: "X")',
  },
  index('declared, NULLS FIRST or LAST', '(a NULLS FIRST)', { declared: '@@index([a], map: "X")' }),
];

const deferred = 'DEFERRABLE INITIALLY DEFERRED';
const constraints: readonly HandMade[] = [
  constraint('CHECK that names the column', `CHECK (a <> '')`),
  constraint('CHECK that names the column', `CHECK (a <> '' OR b > 0)`),
  constraint('CHECK of other columns', 'CHECK (b > 0)'),
  constraint('EXCLUDE over the column', 'EXCLUDE USING btree (a WITH =)'),
  constraint('EXCLUDE over other columns', 'EXCLUDE USING gist (r WITH &&)'),
  constraint('EXCLUDE, the column in its WHERE', 'EXCLUDE USING gist (r WITH &&) WHERE (a IS NOT NULL)'),
  constraint('deferrable UNIQUE, declared', `UNIQUE (a) ${deferred}`, '@@unique([a], map: "X")'),
  constraint('deferrable UNIQUE, not declared', `UNIQUE (a) ${deferred}`),
  constraint(
    'deferrable foreign key, declared',
    `FOREIGN KEY (a) REFERENCES T (code) ON UPDATE CASCADE ON DELETE SET NULL ${deferred}`,
    'up MODEL? @relation("r", fields: [a], references: [code], map: "X")\n  down MODEL[] @relation("r")',
  ),
  constraint('deferrable foreign key, not declared', `FOREIGN KEY (b) REFERENCES T (id) ${deferred}`),
];

const triggersAndRows: readonly HandMade[] = [
  trigger('trigger', 'BEFORE INSERT OR UPDATE ON T FOR EACH ROW'),
  trigger('trigger', 'AFTER UPDATE OF b ON T'),
  trigger('trigger, the column in its OF or WHEN', 'BEFORE UPDATE OF a ON T FOR EACH ROW'),
  trigger(
    'trigger, the column in its OF or WHEN',
    'AFTER UPDATE ON T FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a)',
  ),
  { title: 'ENABLE ROW LEVEL SECURITY', make: 'ALTER TABLE T ENABLE ROW LEVEL SECURITY;' },
  { title: 'FORCE ROW LEVEL SECURITY', make: 'ALTER TABLE T FORCE ROW LEVEL SECURITY;' },
  policy('policy that names the column', `a = current_user`),
  policy('policy of other columns', 'b = 1'),
];

const columns: readonly HandMade[] = [
  column(
    'generated, `@default(dbgenerated())`',
    'int GENERATED ALWAYS AS (b * 2) STORED',
    'X Int? @default(dbgenerated())',
  ),
  column(
    'the same, its expression names the column',
    'text GENERATED ALWAYS AS (upper(a)) STORED',
    'X String? @default(dbgenerated())',
  ),
  column('generated, declared without a default', 'text GENERATED ALWAYS AS (upper(a)) STORED', 'X String?'),
  column('generated, not declared', 'text GENERATED ALWAYS AS (upper(a)) STORED'),
  { title: 'sequence that no default uses', make: 'CREATE SEQUENCE X;' },
  numbered('`nextval` default, not declared', ''),
  numbered('the same, `@default(autoincrement())`', '@default(autoincrement())'),
  numbered(`the same, \`dbgenerated("nextval('…')")\``, `@default(dbgenerated("nextval('X'::regclass)"))`),
];

const others: readonly HandMade[] = [
  { title: 'view that names the column', make: 'CREATE VIEW X AS SELECT id, a FROM T;' },
  { title: 'view of other columns', make: 'CREATE VIEW X AS SELECT id, b FROM T;' },
  { title: 'materialized view that names it', make: 'CREATE MATERIALIZED VIEW X AS SELECT id, a FROM T;' },
  { title: 'materialized view of others', make: 'CREATE MATERIALIZED VIEW X AS SELECT id, b FROM T;' },
  {
    title: 'function, its body in quotes',
    make: 'CREATE FUNCTION X() RETURNS bigint LANGUAGE sql AS $$ SELECT count(a) FROM T $$;',
  },
  {
    title: 'function with BEGIN ATOMIC',
    make: 'CREATE FUNCTION X() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(a) FROM T; END;',
  },
  {
    title: 'function that RETURNS SETOF the table',
    make: 'CREATE FUNCTION X() RETURNS SETOF T LANGUAGE sql AS $$ SELECT * FROM T $$;',
  },
  { title: 'enum, not declared', make: `CREATE TYPE X AS ENUM ('one');` },
  {
    title: 'domain, in a column of its base type',
    make: `CREATE DOMAIN X AS text CHECK (VALUE <> ''); ALTER TABLE T ADD COLUMN word X;`,
    declared: 'word String?',
  },
  { title: 'comment on the table', make: `COMMENT ON TABLE T IS 'words';` },
  { title: 'comment on the column', make: `COMMENT ON COLUMN T.a IS 'words';` },
  { title: 'grant on the table', make: 'GRANT SELECT ON T TO PUBLIC;' },
  { title: 'grant on the column', make: 'GRANT SELECT (a) ON T TO PUBLIC;' },
];

export const handMade: readonly HandMade[] = [
  ...indexes,
  ...constraints,
  ...triggersAndRows,
  ...columns,
  ...others,
];
