import assert from 'node:assert/strict';
import { schemaDifferences, schemasOf } from '../../../src/core/drift/schema-diff';
import type { SchemaSnapshot } from '../../../src/core/database/schema-snapshot';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { quoteName } from '../../../src/core/sql/names';
import { openDatabase } from '../../../src/adapters/database/open-database';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import { linesOf } from '../../helpers/schema-differences';
import { zoo } from '../../helpers/schema-zoo';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';

/** The picture of a real database in which the SQL was run. */
async function realSnapshot(sql: string, schema = 'public'): Promise<SchemaSnapshot> {
  const url = new URL(await (await sharedServer()).createDatabase());
  url.searchParams.set('schema', schema);
  const name = quoteName(schema);
  await runSql(url.href, `CREATE SCHEMA IF NOT EXISTS ${name}; SET search_path = ${name}; ${sql}`);
  const database = openDatabase(DatabaseUrl.parse(url.href, 'the test'));
  try {
    return await database.readSnapshot();
  } finally {
    await database.close();
  }
}

async function embeddedSnapshot(sql: string): Promise<SchemaSnapshot> {
  const database = await openEmbedded([]);
  try {
    await database.run(sql);
    return await database.readSnapshot('public');
  } finally {
    await database.close();
  }
}

describe('a picture of a schema', () => {
  let expected: SchemaSnapshot;
  before(async () => (expected = await embeddedSnapshot(zoo)));

  it('is the same of a real PostgreSQL and of the embedded one', async () => {
    const actual = await realSnapshot(zoo);
    assert.deepEqual(linesOf(schemaDifferences(expected, actual)), []);
    assert.ok(expected.objects.length > 40);
  });

  it('is the same whatever the connection calls its own schema', async () => {
    const actual = await realSnapshot(zoo, 'odd "App"');
    const isOurs = (schema: string): boolean => schema !== 'public';
    assert.deepEqual(linesOf(schemaDifferences(expected, actual, { isOurs })), []);
  });

  it('has nothing of the table in which Prisma keeps what it has applied', async () => {
    const actual = await realSnapshot(
      `${zoo} CREATE TABLE _prisma_migrations (id text PRIMARY KEY, n serial);`,
    );
    assert.deepEqual(linesOf(schemaDifferences(expected, actual)), []);
  });

  it('leaves alone what platforms keep in schemas of their own, and partitions that were made as rows came', async () => {
    const actual = await realSnapshot(
      `${zoo} CREATE SCHEMA platform; CREATE TABLE platform.jobs (id int PRIMARY KEY);
       CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');`,
    );
    const ours = schemasOf(expected);
    assert.deepEqual(
      linesOf(schemaDifferences(expected, actual, { isOurs: (schema) => ours.has(schema) })),
      [],
    );
    assert.deepEqual(linesOf(schemaDifferences(expected, actual)), [
      'unexpected schema platform',
      'unexpected table platform.jobs (2 parts)',
    ]);
  });

  const changes: readonly (readonly [sql: string, differences: readonly string[]])[] = [
    ['DROP INDEX "User_open_idx"', ['missing index User.User_open_idx']],
    [
      'DROP INDEX "User_open_idx"; CREATE INDEX "User_open_idx" ON "User" ("email")',
      ['different index User.User_open_idx: definition'],
    ],
    ['CREATE INDEX mine ON "Post" (title)', ['unexpected index Post.mine']],
    ['ALTER TABLE "User" ADD COLUMN more int', ['unexpected column User.more']],
    [
      'ALTER TABLE "User" ALTER name TYPE text',
      ['different column User.name: collation, type', 'different index User.User_expression_idx: definition'],
    ],
    ['ALTER TABLE "User" ALTER email DROP NOT NULL', ['different column User.email: null']],
    ['ALTER TABLE "User" ALTER status DROP DEFAULT', ['different column User.status: default']],
    [
      'ALTER TABLE "User" ALTER lower_email DROP EXPRESSION',
      ['different column User.lower_email: generated'],
    ],
    ['ALTER TABLE "User" ALTER serial SET GENERATED ALWAYS', ['different column User.serial: identity']],
    ['ALTER TABLE "Post" DROP CONSTRAINT "Post_author_fkey"', ['missing constraint Post.Post_author_fkey']],
    [
      'ALTER TABLE "User" DROP CONSTRAINT "User_price_check", ADD CONSTRAINT "User_price_check" CHECK (price >= 0) NOT VALID',
      ['different constraint User.User_price_check: definition'],
    ],
    [`ALTER TYPE "Status" ADD VALUE 'new'`, ['different enum Status: values']],
    ['ALTER DOMAIN short_text SET NOT NULL', ['different domain short_text: null']],
    ['ALTER TYPE pair ADD ATTRIBUTE c date', ['different type pair: attributes']],
    [
      'ALTER SEQUENCE ticket_numbers INCREMENT 1 OWNED BY "User".id',
      ['different sequence User.ticket_numbers: increment, owner'],
    ],
    [
      'CREATE OR REPLACE FUNCTION touch(row_id integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 2 $$',
      ['different function touch(row_id integer): definition'],
    ],
    ['ALTER TABLE "Post" DISABLE TRIGGER trim_title', ['different trigger Post.trim_title: fires']],
    [
      'CREATE OR REPLACE VIEW open_users AS SELECT id, email FROM "User"',
      ['different view open_users: definition'],
    ],
    ['DROP MATERIALIZED VIEW post_counts', ['missing materialized view post_counts (1 parts)']],
    [
      'ALTER TABLE "Post" DISABLE ROW LEVEL SECURITY; ALTER POLICY own_posts ON "Post" USING (true)',
      ['different table Post: row security', 'different policy Post.own_posts: using'],
    ],
    [
      'CREATE TABLE extra (id serial PRIMARY KEY, at date); CREATE INDEX ON extra (at)',
      ['unexpected table extra (5 parts)'],
    ],
    ['DROP TABLE audit.log', ['missing table audit.log (3 parts)']],
    [
      'ALTER TABLE events DETACH PARTITION events_2026; CREATE EXTENSION pg_trgm',
      [
        'different table events_2026: partition',
        'unexpected column events_2026.at',
        'unexpected column events_2026.kind',
        'unexpected index events_2026.events_2026_at_idx',
      ],
    ],
  ];
  for (const [sql, differences] of changes) {
    it(`tells of ${sql.replace(/\s+/g, ' ')}`, async () => {
      assert.deepEqual(
        linesOf(schemaDifferences(expected, await realSnapshot(`${zoo} ${sql}`))),
        differences,
      );
    });
  }
});
