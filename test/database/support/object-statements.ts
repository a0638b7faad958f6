import {
  about,
  existing,
  listOf,
  maybe,
  oneOf,
  qualified,
  schemaName,
  seldom,
  some,
  sql,
  type Sql,
} from './names';

const newTable = qualified(oneOf('users', 'Order', 'posts', 'a_b'));
const newTableName = oneOf('users', 'Order', 'moved', 'posts');
const table = some(...Array.from({ length: 7 }, () => existing('table')), newTable);
const newView = qualified(oneOf('v', 'View 2'));
const newConstraint = oneOf('positive', 'Order_n_check', 'users_n_check', 'Known', 'users_n_fkey');
const column = oneOf('id', 'n', 'm', 'Owner', 'body', 'span');
const newColumn = oneOf('n', 'm', 'renamed', 'Owner', 'key', 'check');
const anyColumn = some(column, column, column, column, newColumn);

const named = maybe(sql`CONSTRAINT ${newConstraint}`);

const expression: Sql = some(
  sql`${anyColumn} IS NOT NULL`,
  'n > 0',
  'n > 0 AND (m < 10 OR "Owner" = n)',
  'users.n > 1',
  'n > 1 AND n < 9',
  `body <> 'NOT VALID' AND body ~ '^n'`,
  `char_length(body) > 1 AND body <> 'm'`,
  `CASE WHEN n > 0 THEN m > 0 ELSE true END`,
  'num_nonnulls(n, m) = 1',
  `n::text IN ('n', 'm') AND true`,
  `body = ANY (ARRAY['a', 'b']::text[])`,
  'renamed > 1 AND n > 2',
  'true',
);

const deferrable = some(
  'DEFERRABLE',
  'DEFERRABLE INITIALLY DEFERRED',
  'INITIALLY DEFERRED',
  'INITIALLY IMMEDIATE DEFERRABLE',
  'NOT DEFERRABLE',
  'INITIALLY IMMEDIATE',
  '',
);

const notValid = seldom('NOT VALID');

const check = sql`CHECK (${expression}) ${seldom(some('NO INHERIT', 'NOT ENFORCED', 'ENFORCED'))}`;
const references = sql`REFERENCES ${table} ${some('', '(id)', '(id)', '("id")')} ${seldom('MATCH FULL')} ${seldom(some('ON DELETE SET NULL', 'ON UPDATE CASCADE ON DELETE RESTRICT', 'ON DELETE NO ACTION'))}`;
const foreignKey = sql`FOREIGN KEY (${some('n', 'm', '"Owner"', 'renamed')}) ${references} ${deferrable}`;
const unique = sql`UNIQUE ${seldom('NULLS NOT DISTINCT')} (${listOf(anyColumn, 2)}) ${seldom('INCLUDE (m)')} ${deferrable}`;
const exclude = some(
  sql`EXCLUDE USING gist (span WITH &&) ${deferrable}`,
  sql`EXCLUDE USING gist (span WITH &&) WHERE (n > 0) ${deferrable}`,
  sql`EXCLUDE (lower(body) WITH =, n WITH =)`,
);

const tableConstraint = sql`${named} ${some(check, check, foreignKey, unique, exclude)}`;

const columnConstraint = some(
  '',
  sql`${named} CHECK (${expression})`,
  sql`NOT NULL ${named} CHECK (n > 0)`,
  sql`${named} ${references} ${deferrable}`,
  sql`DEFAULT 1 ${named} UNIQUE ${deferrable}`,
);

const likes = seldom(sql`, LIKE ${table} ${some('', 'INCLUDING CONSTRAINTS', 'INCLUDING ALL')}`);

const createTable = sql`CREATE TABLE ${seldom('IF NOT EXISTS')} ${newTable} (id int PRIMARY KEY, n int ${columnConstraint},
  m int, "Owner" int ${columnConstraint}, body text, span int4range ${maybe(sql`, ${tableConstraint} ${notValid}`)})`;

export const createTables = [
  sql`CREATE TABLE users (id int PRIMARY KEY, n int ${columnConstraint}, m int, "Owner" int, body text, span int4range)`,
  sql`CREATE TABLE ${schemaName}."Order" (id int PRIMARY KEY, n int, m int ${columnConstraint}, "Owner" int ${columnConstraint},
    body text, span int4range, ${tableConstraint})`,
  createTable,
] as const;

const alter = sql`ALTER TABLE ${seldom('IF EXISTS')} ${table}`;

const action = some(
  sql`ADD ${tableConstraint} ${notValid}`,
  sql`ADD ${tableConstraint}`,
  sql`ADD ${named} ${some(check, foreignKey)} NOT VALID`,
  sql`ADD COLUMN ${newColumn} int ${columnConstraint}`,
  sql`ADD COLUMN IF NOT EXISTS ${newColumn} int ${columnConstraint}`,
  sql`DROP COLUMN ${anyColumn} ${maybe('CASCADE')}`,
  sql`ALTER COLUMN ${some('n', 'm')} TYPE ${some('bigint', 'int')}`,
  'ALTER body TYPE varchar(50)',
  sql`${some('ENABLE', 'DISABLE')} TRIGGER ${some('ALL', 'USER', 'audit')}`,
  sql`ENABLE ${some('REPLICA', 'ALWAYS')} TRIGGER audit`,
);

const constraintStatement = about((n) => {
  const [on, name] = [existing('tableOfAnyConstraint', n), existing('anyConstraint', n)];
  return some(
    sql`ALTER TABLE ${on} DROP CONSTRAINT ${seldom('IF EXISTS')} ${name}`,
    sql`ALTER TABLE ${on} RENAME CONSTRAINT ${name} TO ${newConstraint}`,
    sql`ALTER TABLE ${on} VALIDATE CONSTRAINT ${name}`,
    sql`ALTER TABLE ${on} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} ${some(check, unique, foreignKey)}`,
    sql`ALTER INDEX ${name} RENAME TO ${newConstraint}`,
  );
});

const foreignKeyStatement = about(
  (n) =>
    sql`ALTER TABLE ${existing('tableOfForeignKey', n)} ALTER CONSTRAINT ${existing('foreignKey', n)} ${some('DEFERRABLE', 'DEFERRABLE INITIALLY DEFERRED', 'NOT DEFERRABLE', 'INITIALLY DEFERRED', 'INITIALLY IMMEDIATE')}`,
);

const security = sql`${alter} ${listOf(some('ENABLE ROW LEVEL SECURITY', 'ENABLE ROW LEVEL SECURITY', 'DISABLE ROW LEVEL SECURITY', 'FORCE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY'), 2)}`;

const newTrigger = oneOf('audit', 'Touch it', 'on', 'of');
const functionName = some('touch', '"Guard"', 'public.touch', qualified(oneOf('touch', 'Guard')));
const calls = sql`EXECUTE ${some('FUNCTION', 'PROCEDURE')} ${functionName}(${some('', "'a', 1")})`;
const change = some(
  'INSERT',
  'UPDATE',
  'INSERT OR UPDATE OF n, body',
  sql`UPDATE OF ${anyColumn}`,
  'INSERT OR DELETE',
);
const when = some(
  '',
  '',
  'WHEN (NEW.n > 0)',
  'WHEN (new."Owner" IS NOT NULL)',
  `WHEN (NEW.body <> 'n' AND NEW.m = 1)`,
);

const createTrigger = some(
  sql`CREATE ${seldom('OR REPLACE')} TRIGGER ${newTrigger} ${some('BEFORE', 'AFTER')} ${change} ON ${table} FOR EACH ROW ${when} ${calls}`,
  sql`CREATE TRIGGER ${newTrigger} AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS old_rows NEW TABLE new_rows FOR EACH STATEMENT ${calls}`,
  sql`CREATE TRIGGER ${newTrigger} BEFORE TRUNCATE ON ${table} ${calls}`,
  sql`CREATE CONSTRAINT TRIGGER ${newTrigger} AFTER ${change} ON ${table} ${seldom(sql`FROM ${table}`)} ${deferrable} FOR EACH ROW ${when} ${calls}`,
);

const triggerStatement = about((n) => {
  const [on, name] = [existing('tableOfTrigger', n), existing('trigger', n)];
  return some(
    sql`DROP TRIGGER ${seldom('IF EXISTS')} ${name} ON ${on} ${seldom('CASCADE')}`,
    sql`ALTER TRIGGER ${name} ON ${on} RENAME TO ${newTrigger}`,
    sql`ALTER TABLE ${on} ${some('ENABLE', 'DISABLE', 'ENABLE REPLICA', 'ENABLE ALWAYS')} TRIGGER ${name}`,
    sql`CREATE OR REPLACE TRIGGER ${name} AFTER ${change} ON ${on} FOR EACH ROW ${when} ${calls}`,
  );
});

const newPolicy = oneOf('own rows', 'tenant', 'using');
const condition = some(
  expression,
  expression,
  sql`m IN (SELECT u.tag FROM ${schemaName}.tags u)`,
  `EXISTS (SELECT 1 FROM public.tags WHERE tag = 1)`,
);
const conditions = some(
  sql`USING (${condition})`,
  sql`USING (${condition}) WITH CHECK (${condition})`,
  sql`FOR INSERT WITH CHECK (${condition})`,
  sql`FOR SELECT TO PUBLIC, current_user USING (${condition})`,
  sql`AS RESTRICTIVE FOR UPDATE USING (${condition})`,
);
const createPolicy = sql`CREATE POLICY ${newPolicy} ON ${table} ${conditions}`;

const policyStatement = about((n) => {
  const [on, name] = [existing('tableOfPolicy', n), existing('policy', n)];
  return some(
    sql`DROP POLICY ${seldom('IF EXISTS')} ${name} ON ${on}`,
    sql`ALTER POLICY ${name} ON ${on} RENAME TO ${newPolicy}`,
    sql`ALTER POLICY ${name} ON ${on} ${seldom('TO current_user')} USING (${expression})`,
    sql`ALTER POLICY ${name} ON ${on} WITH CHECK (${condition})`,
  );
});

const body = some('$$ BEGIN RETURN NEW; END $$', "'BEGIN RETURN NULL; END'");

const createFunction = sql`CREATE ${maybe('OR REPLACE')} FUNCTION ${functionName}() RETURNS trigger LANGUAGE plpgsql AS ${body}`;

const argumentLists = some(
  '',
  'int',
  "a int, b text DEFAULT 'x, y'",
  'a integer[]',
  'OUT x int, y text',
  'INOUT x int',
  'VARIADIC list text[]',
  'at timestamp with time zone, character varying(10)',
  '"Weird" double precision = 1.5, varchar(3)',
  'timestamp, bool',
);

const routineStatement = some(
  createFunction,
  createFunction,
  sql`CREATE ${maybe('OR REPLACE')} FUNCTION ${qualified(oneOf('calc', 'Guard'))}(${argumentLists}) RETURNS record LANGUAGE sql AS 'SELECT 1, 2'`,
  sql`CREATE FUNCTION ${qualified(oneOf('calc', 'Guard'))}(${argumentLists}) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END`,
  sql`CREATE PROCEDURE ${qualified(oneOf('work'))}(${argumentLists}) LANGUAGE sql AS ''`,
  sql`ALTER FUNCTION ${functionName}() RENAME TO ${oneOf('touch', 'Guard', 'renamed')}`,
  sql`ALTER FUNCTION ${functionName} SET SCHEMA ${schemaName}`,
  sql`DROP FUNCTION ${seldom('IF EXISTS')} ${functionName}${some('', '()')} ${some('', 'CASCADE', 'CASCADE')}`,
  sql`DROP FUNCTION ${qualified(oneOf('calc', 'Guard'))}(${argumentLists})`,
);

const tableStatement = some(
  sql`${alter} RENAME ${maybe('COLUMN')} ${anyColumn} TO ${newColumn}`,
  sql`${alter} RENAME TO ${newTableName}`,
  sql`${alter} SET SCHEMA ${schemaName}`,
  sql`DROP TABLE ${seldom('IF EXISTS')} ${table} ${maybe('CASCADE')}`,
  sql`CREATE TABLE ${newTable} (id int PRIMARY KEY ${likes})`,
  createTable,
  sql`CREATE TABLE ${newTable} (LIKE ${table} ${some('INCLUDING CONSTRAINTS', 'INCLUDING ALL', 'EXCLUDING ALL')})`,
  sql`CREATE ${maybe('OR REPLACE')} VIEW ${newView} AS SELECT * FROM ${table}`,
  sql`CREATE TRIGGER ${newTrigger} INSTEAD OF INSERT OR DELETE ON ${existing('view')} FOR EACH ROW ${calls}`,
  sql`DROP VIEW ${existing('view')}`,
);

export const schemaStatement = some(
  'DROP SCHEMA app CASCADE',
  'CREATE SCHEMA IF NOT EXISTS app',
  'ALTER SCHEMA app RENAME TO "Other"',
  'ALTER SCHEMA "Other" RENAME TO app',
  'DROP SCHEMA "Other" CASCADE',
  'CREATE SCHEMA "Other"',
);

const made = some(
  sql`${alter} ADD CONSTRAINT ${newConstraint} ${some(check, foreignKey)}`,
  createTrigger,
  createPolicy,
);

/** What people write so that a statement can run twice. */
const block = some(
  sql`DO $$ BEGIN ${made}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  sql`DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'tenant' AND polrelid = 'public.users'::regclass) THEN CREATE POLICY tenant ON public.users USING (true); END IF; END $do$`,
  sql`DO $$ BEGIN EXECUTE 'ALTER TABLE users ENABLE ROW LEVEL SECURITY'; ${made}; END $$`,
);

export const objectStatement = some(
  ...[sql`${alter} ${action}`, sql`${alter} ${listOf(action, 2)}`, sql`${alter} ${action}`],
  ...[constraintStatement, constraintStatement, foreignKeyStatement, security],
  ...[createTrigger, createTrigger, triggerStatement, createPolicy, policyStatement],
  ...[routineStatement, tableStatement, tableStatement, block],
);
