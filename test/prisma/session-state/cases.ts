/**
 * Histories, each a migration a string, that leave something in the session of `prisma migrate deploy`, or seem to.
 *
 * - applied: every migration has a finished row when Prisma has disconnected
 * - refused: one has none. `lint` tells whether the statement that is to blame stands in the script itself, so that lint
 *   names it: everything else only the replay can know.
 */
export interface SessionCase {
  readonly title: string;
  readonly migrations: readonly string[];
  readonly outcome: 'applied' | 'refused';
  /** The statement that lint names; undefined where it says nothing. */
  readonly lint?: string;
}

const table = 'CREATE TABLE "public"."guest" ("id" INTEGER NOT NULL);';

function applied(title: string, ...migrations: string[]): SessionCase {
  return { title, migrations, outcome: 'applied' };
}

function refused(title: string, lint: string | undefined, ...migrations: string[]): SessionCase {
  return { title, migrations, outcome: 'refused', ...(lint !== undefined && { lint }) };
}

const emptyPath = "SELECT pg_catalog.set_config('search_path', '', false)";

/** The roles `reader` and `writer` have to be there: the second may write into every table of `public`. */
export const cases: readonly SessionCase[] = [
  applied('nothing that lasts', table, 'ALTER TABLE "guest" ADD COLUMN "vip" BOOLEAN;'),
  // search_path
  refused('what pg_dump writes', emptyPath, `SET statement_timeout = 0;\n${emptyPath};\n${table}`),
  refused(
    'what pg_dump writes, with another one behind it',
    emptyPath,
    `${emptyPath};\n${table}`,
    'ALTER TABLE "public"."guest" ADD COLUMN "vip" BOOLEAN;',
  ),
  refused('a path made empty by SET', "SET search_path = ''", `SET search_path = '';\n${table}`),
  refused(
    'another schema',
    'SET search_path TO audit',
    `CREATE SCHEMA audit; SET search_path TO audit; ${table}`,
  ),
  refused('another schema by SET SCHEMA', "SET SCHEMA 'audit'", "CREATE SCHEMA audit; SET SCHEMA 'audit';"),
  refused(
    'only the catalogue',
    'SET SESSION search_path = pg_catalog',
    'SET SESSION search_path = pg_catalog; SELECT 1;',
  ),
  refused('by a single statement', emptyPath, emptyPath),
  refused(
    'among other columns',
    "SELECT 1, set_config('search_path', 'pg_catalog', false)",
    "SELECT 1, set_config('search_path', 'pg_catalog', false);",
  ),
  refused(
    'behind a transaction that is undone',
    "SET search_path = 'pg_catalog'",
    "BEGIN; SET search_path = public; ROLLBACK; SET search_path = 'pg_catalog';",
  ),
  refused(
    'in a transaction that is kept',
    "SET search_path = ''",
    `BEGIN; SET search_path = ''; ${table} COMMIT;`,
  ),
  refused(
    'in a block',
    undefined,
    `DO $$ BEGIN PERFORM set_config('search_path', '', false); END $$; ${table}`,
  ),
  refused(
    'by a function',
    undefined,
    `CREATE FUNCTION leave() RETURNS void LANGUAGE sql AS $$ SELECT set_config('search_path', '', false) $$; SELECT leave();`,
  ),
  refused(
    'set, put back, and set again',
    emptyPath,
    `${emptyPath}; RESET search_path; ${table} ${emptyPath};`,
  ),
  applied(
    'a path with public behind another schema',
    `CREATE SCHEMA audit; SET search_path = audit, public; ${table}`,
  ),
  applied('the path that a new session has', `SET search_path = "$user", public; ${table}`),
  applied('a path for the time of the transaction', `SET LOCAL search_path = ''; ${table}`),
  applied('the same by set_config', `SELECT set_config('search_path', '', true); ${table}`),
  applied('SET LOCAL by itself does nothing', "SET LOCAL search_path = ''"),
  applied('put back by RESET', `${emptyPath}; ${table} RESET search_path;`),
  applied('put back by RESET ALL', `${emptyPath}; ${table} RESET ALL;`),
  applied('put back by SET', `${emptyPath}; ${table} SET search_path = public;`),
  applied(
    'put back by set_config',
    `${emptyPath}; ${table} SELECT set_config('search_path', '"$user", public', false);`,
  ),
  applied('put back to the default', `SET search_path = ''; ${table} SET search_path TO DEFAULT;`),
  applied('undone with its transaction', `BEGIN; SET search_path = ''; ROLLBACK; ${table}`),
  applied(
    'undone to a savepoint',
    `BEGIN; SAVEPOINT a; SET search_path = ''; ROLLBACK TO SAVEPOINT a; ${table} COMMIT;`,
  ),
  applied(
    'a setting of a function',
    `CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1'; ${table}`,
  ),
  // roles
  refused('another role', 'SET ROLE reader', `${table} SET ROLE reader;`),
  refused('another role as a setting', "SET role = 'reader'", `${table} SET role = 'reader';`),
  refused(
    'another role by set_config',
    "SELECT set_config('role', 'reader', false)",
    `${table} SELECT set_config('role', 'reader', false);`,
  ),
  refused('another user', 'SET SESSION AUTHORIZATION reader', `${table} SET SESSION AUTHORIZATION reader;`),
  refused('another role, whom RESET ALL leaves', 'SET ROLE reader', `${table} SET ROLE reader; RESET ALL;`),
  applied('a role put back', `${table} SET ROLE reader; RESET ROLE;`),
  applied('a role put back by NONE', `${table} SET ROLE reader; SET ROLE NONE;`),
  applied('a role for the time of the transaction', `${table} SET LOCAL ROLE reader; SELECT 1;`),
  applied('a user put back', `${table} SET SESSION AUTHORIZATION reader; RESET SESSION AUTHORIZATION;`),
  applied(
    'a user and a role put back at once',
    `${table} SET SESSION AUTHORIZATION writer; SET SESSION AUTHORIZATION DEFAULT;`,
  ),
  // What may be written
  refused(
    'read-only from now on',
    'SET default_transaction_read_only = on',
    `${table} SET default_transaction_read_only = on;`,
  ),
  refused(
    'read-only by the characteristics of the session',
    'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY',
    `${table} SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;`,
  ),
  applied(
    'read-only and back',
    'SET default_transaction_read_only = on; RESET default_transaction_read_only;',
  ),
  applied('read-only for the time of the transaction', 'SET TRANSACTION READ ONLY; SELECT 1;'),
  // Transactions
  refused('a transaction left open', 'BEGIN', `BEGIN;\n${table}`),
  refused(
    'a transaction left open behind one that was ended',
    'START TRANSACTION',
    `BEGIN; ${table} COMMIT; START TRANSACTION; SELECT 1;`,
  ),
  refused(
    'a transaction left open, with another migration behind it',
    'BEGIN',
    `BEGIN; ${table}`,
    'SELECT 1;',
  ),
  refused('a transaction that goes on in another', 'COMMIT AND CHAIN', `BEGIN; ${table} COMMIT AND CHAIN;`),
  refused('a read-only transaction left open', 'BEGIN READ ONLY', 'BEGIN READ ONLY; SELECT 1;'),
  applied('a transaction of its own', `BEGIN; ${table} COMMIT;`),
  applied('a transaction that END ends', `BEGIN WORK; ${table} END;`),
  applied('COMMIT without a transaction', `${table} COMMIT;`),
  // Prisma's own table
  refused(
    'the schema dropped and made again',
    undefined,
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public;',
  ),
  refused('the schema renamed', undefined, 'ALTER SCHEMA public RENAME TO old; CREATE SCHEMA public;'),
  refused(
    'a dump with Prisma’s own table',
    undefined,
    'CREATE TABLE public._prisma_migrations (id VARCHAR(36) PRIMARY KEY);',
  ),
  refused(
    'a temporary table before it',
    undefined,
    'CREATE TEMP TABLE _prisma_migrations (LIKE public._prisma_migrations);',
  ),
  refused('its rows deleted', undefined, 'DELETE FROM "_prisma_migrations";'),
  // What does no harm
  applied(
    'settings of a dump',
    `SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET check_function_bodies = false; SET xmloption = content; SET row_security = off; SET default_tablespace = ''; ${table}`,
  ),
  applied('old strings', 'SET standard_conforming_strings = off; SET backslash_quote = on;', 'SELECT 1;'),
  applied('another encoding', "SET client_encoding = 'LATIN1';", 'SELECT 1;'),
  applied(
    'another way to write dates',
    "SET datestyle = 'German'; SET timezone = 'Asia/Tokyo'; SET intervalstyle = 'sql_standard';",
    'SELECT 1;',
  ),
  applied(
    'limits of time',
    "SET lock_timeout = '5s'; SET statement_timeout = '1min'; SET idle_in_transaction_session_timeout = '1min';",
    'SELECT 1;',
  ),
  applied(
    'a serializable session',
    'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;',
    'SELECT 1;',
  ),
  applied('triggers that do not fire', "SET session_replication_role = 'replica';", 'SELECT 1;'),
  applied('everything forgotten', 'DISCARD ALL', 'SELECT 1;'),
];
