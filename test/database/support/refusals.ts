import type { Session } from '../../helpers/sql';
import { lintText } from '../../unit/core/linter/rules/lint-text';

/** What PostgreSQL says to the last of some migrations, each sent as Prisma sends it: as one query. */
export async function saidByPostgres(session: Session, history: readonly string[], migration: string) {
  for (const statement of ['DROP SCHEMA public CASCADE', 'CREATE SCHEMA public', ...history])
    await session.run(statement);
  try {
    await session.run(migration);
    return undefined;
  } catch (error) {
    // The session may be in a transaction that the migration began.
    await session.run('ROLLBACK');
    return error instanceof Error ? error.message : String(error);
  }
}

/** What PostgreSQL says to statements that leave nothing behind. */
async function attempt(session: Session, sql: string): Promise<string | undefined> {
  try {
    await session.run(`BEGIN; ${sql}`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await session.run('ROLLBACK');
  }
}

/** The ledger does not know arrays, and the numbers of IN take the type of their column. */
function plain(said: string | undefined): string | undefined {
  return said?.replaceAll('[]', '').replaceAll('bigint', 'integer');
}

/** What the rule says that PostgreSQL would say. */
export async function foretold(history: readonly string[], migration: string): Promise<string[]> {
  const findings = await lintText({ history, migration });
  return findings
    .filter(({ message, severity }) => severity === 'error' && message.includes('PostgreSQL refuses'))
    .map(({ message }) => message.replace(/^.*PostgreSQL refuses(?: it)?: /, '').replace(/\.$/, ''));
}

/** The types that columns have in Prisma's world, and some of a project's own. */
export const columnTypes = [
  'TEXT',
  'VARCHAR(40)',
  'INTEGER',
  'BIGINT',
  'DECIMAL(10,2)',
  'DOUBLE PRECISION',
  'BOOLEAN',
  'DATE',
  'TIMESTAMP(3)',
  'TIMESTAMPTZ(3)',
  'UUID',
  'JSON',
  'JSONB',
  'BYTEA',
  '"Old"',
  'plain',
  'TEXT[]',
  'INTEGER[]',
  'a_domain',
];

/** Of each only those are tried that PostgreSQL takes for the old type. */
const indexes = [
  `("id") WHERE "c" = 'open'`,
  `("id") WHERE "c" = 'open'::text`,
  `("id") WHERE 'open' = "c"`,
  `("id") WHERE "c" <> 'open' AND "c" IS NOT NULL`,
  `("id") WHERE "c" IN ('open', 'shut')`,
  `("id") WHERE "c" = ANY (ARRAY['open', 'shut'])`,
  `("id") WHERE "c" IS DISTINCT FROM 'open'`,
  `("id") WHERE NULLIF("c", 'open') IS NULL`,
  `("id") WHERE "c" LIKE 'o%'`,
  `("id") WHERE "c" ~ '^o'`,
  `("id") WHERE "c"::text = 'open'`,
  `("id") WHERE lower("c") = 'open'`,
  `("id") WHERE COALESCE("c", 'open') = 'open'`,
  `("id") WHERE "c" IS NULL`,
  `("id") WHERE "c" = 'open'::"Old"`,
  `("id") WHERE "c" BETWEEN 'a' AND 'z'`,
  `("id") WHERE "c" > 0`,
  `("id") WHERE "c" > 0.5`,
  `("id") WHERE "c" IN (1, 2)`,
  `("id") WHERE "c" + 1 > 5`,
  `("id") WHERE COALESCE("c", 0) = 0`,
  `("id") WHERE "c" = '5'`,
  `("id") WHERE "c" > "id"`,
  `("id") WHERE "c"`,
  `("id") WHERE NOT "c"`,
  `("id") WHERE "c" AND "id" > 3`,
  `("id") WHERE "c" IS TRUE`,
  `("id") WHERE "c" = true`,
  `("id") WHERE COALESCE("c", false)`,
  `("id") WHERE "c" > '2020-01-01'`,
  `("id") WHERE "c" > DATE '2020-01-01'`,
  `("id") WHERE "c" > TIMESTAMP '2020-01-01'`,
  `("id") WHERE "c" <> '7b2c4a0e-0000-0000-0000-000000000000'`,
  `("id") WHERE "c" ->> 'a' = 'b'`,
  `("id") WHERE "c" -> 'a' IS NOT NULL`,
  `("id") WHERE "c" @> '{"a": 1}'`,
  `("id") WHERE "c" <> '{}'`,
  `("id") WHERE 'a' = ANY ("c")`,
  `("id") WHERE CASE WHEN "c" = 'open' THEN true ELSE false END`,
  `("id") WHERE "c" || 'x' = 'openx'`,
  `("id") WHERE length("c") > 3`,
  `(lower("c"))`,
  `(upper("c"), "id")`,
  `((COALESCE("c", '')))`,
  `(("c" ->> 'a'))`,
  `(("c"::text))`,
  `(("c" = 'open'))`,
  `("c")`,
  `("c" text_pattern_ops)`,
  `("c" varchar_pattern_ops)`,
  `USING hash ("c")`,
  `USING gin ("c")`,
  `USING gin (to_tsvector('english', "c"))`,
];

const types = `CREATE TYPE "Old" AS ENUM ('open', 'shut', '5');
CREATE TYPE plain AS ENUM ('open', 'shut');
CREATE DOMAIN a_domain AS TEXT;`;

/** Where a refusal was foretold that PostgreSQL does not know, or in other words; and how many were right. */
export async function tryTypeChanges(session: Session, ofTypes: readonly string[]) {
  const wrong: string[] = [];
  let foreseen = 0;

  for (const type of ofTypes) {
    const table = `${types}\nCREATE TABLE "t" ("id" INTEGER NOT NULL, "c" ${type});`;
    await session.run(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${table}`);
    for (const index of indexes) {
      const made = `CREATE INDEX "i" ON "t" ${index};`;
      if ((await attempt(session, made)) !== undefined) continue;
      for (const to of ofTypes.filter((other) => other !== type)) {
        const migration = `ALTER TABLE "t" ALTER COLUMN "c" TYPE ${to} USING (NULL::${to});`;
        const [claim] = await foretold([table, made], migration);
        const said = await attempt(session, `${made} ${migration}`);
        if (claim !== undefined) foreseen++;
        if (claim !== undefined && plain(claim) !== plain(said))
          wrong.push(`${type} ${index} -> ${to}: ${claim} / ${String(said)}`);
      }
    }
  }
  return { wrong, foreseen };
}
