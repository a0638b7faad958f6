import assert from 'node:assert/strict';
import { adoptingStatements } from '../../../src/core/drift/adopt';
import { schemaDifferences } from '../../../src/core/drift/schema-diff';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import { linesOf } from '../../helpers/schema-differences';
import { zoo } from '../../helpers/schema-zoo';

/** The statements that adopt what the second script makes more than the first. */
async function adopting(history: string, made: string): Promise<{ statements: string[]; left: string[] }> {
  const [expected, actual] = [await openEmbedded(['vector']), await openEmbedded(['vector'])];
  try {
    await expected.run(history);
    await actual.run(`${history}; ${made}`);
    const there = await actual.readSnapshot('public');
    const wide = { withExtensions: true };
    const statements = adoptingStatements(
      schemaDifferences(await expected.readSnapshot('public'), there, wide),
      'public',
    );
    for (const statement of statements)
      assert.doesNotMatch(statement, /\bDROP\b|\bTRUNCATE\b|\bDELETE FROM\b/i);
    const script = statements.join('\n');
    await expected.run(script);
    const left = linesOf(schemaDifferences(await expected.readSnapshot('public'), there, wide));
    await actual.run(script);
    const after = linesOf(schemaDifferences(there, await actual.readSnapshot('public'), wide));
    assert.deepEqual(after, [], 'it changes the database that has everything');
    return { statements, left };
  } finally {
    await Promise.all([expected.close(), actual.close()]);
  }
}

describe('the migration that adopts what was made by hand', () => {
  it('makes a whole schema, and changes nothing where that is there', async () => {
    const { left } = await adopting(
      '',
      `CREATE EXTENSION vector; CREATE TABLE v (e vector(3)); CREATE INDEX ON v USING hnsw (e vector_l2_ops); ${zoo}`,
    );
    // A partition is made by whoever makes partitions.
    assert.deepEqual(left, []);
  });

  it('makes what came to a schema', async () => {
    const { left, statements } = await adopting(
      zoo,
      `CREATE INDEX mine ON "Post" (title) WHERE author > 1;
       ALTER TABLE "User" ADD COLUMN "More" text NOT NULL DEFAULT 'it''s';
       ALTER TABLE "User" ADD CONSTRAINT named CHECK (length("More") > 1);
       ALTER TABLE "User" ALTER name SET DEFAULT 'x', ALTER name SET NOT NULL, ALTER label TYPE varchar(9);
       ALTER TYPE "Status" ADD VALUE 'new' BEFORE 'closed';
       CREATE TABLE linked (id serial PRIMARY KEY, post uuid REFERENCES "Post");
       CREATE TABLE audit.more (id bigint GENERATED ALWAYS AS IDENTITY);
       CREATE OR REPLACE VIEW open_users AS SELECT u.id, u.email FROM "User" u`,
    );
    assert.deepEqual(left, []);
    assert.ok(
      statements.includes(
        'CREATE INDEX IF NOT EXISTS mine ON "Post" USING btree (title) WHERE (author > 1);',
      ),
    );
  });

  it('has nothing for what is missing, and for what can only be made after a drop', async () => {
    const { left, statements } = await adopting(
      zoo,
      `DROP INDEX "User_open_idx"; DROP INDEX "User_tags_idx"; CREATE INDEX "User_tags_idx" ON "User" (tags);
       ALTER TABLE "User" ALTER email DROP NOT NULL`,
    );
    assert.deepEqual(statements, []);
    assert.equal(left.length, 3);
  });
});
