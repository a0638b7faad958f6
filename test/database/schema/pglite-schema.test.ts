import assert from 'node:assert/strict';
import { schemaDifferences } from '../../../src/core/drift/schema-diff';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { openDatabase } from '../../../src/adapters/database/open-database';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import { openReplayed } from '../../../src/workflows/open-replayed';
import { writeSchema } from '../../../src/workflows/pglite-schema';
import { linesOf } from '../../helpers/schema-differences';
import { zoo } from '../../helpers/schema-zoo';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';

const memories = `
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE memories (id serial PRIMARY KEY, embedding vector(3), chat int);
CREATE INDEX memories_ivfflat ON memories USING ivfflat (embedding vector_cosine_ops) WITH (lists = 10);
CREATE INDEX memories_hnsw ON memories USING hnsw (embedding vector_l2_ops);
CREATE INDEX memories_chat ON memories (chat) WHERE chat IS NOT NULL;
`;

/** A project whose migrations are these. */
function sourceOf(...texts: string[]) {
  const migrations = texts.map((text, at) => ({
    name: `2026010${at + 1}000000_m`,
    file: `/${at}.sql`,
    text,
  }));
  const nothing = { schema: [], driftIgnore: undefined, driftIgnoreFile: '/i', config: undefined };
  const prisma = { version: '7.10.0', source: 'installed' } as const;
  return { root: '/', migrations, ...nothing, prisma, lockProvider: undefined, history: undefined };
}

async function scriptOf(...texts: string[]): Promise<string> {
  const { script, failure } = await writeSchema(sourceOf(...texts), { openEmbedded });
  if (failure) throw new Error(failure.message);
  return script;
}

async function snapshotAfter(...texts: string[]) {
  const { database, failure, close } = await openReplayed(sourceOf(...texts), { openEmbedded });
  try {
    assert.equal(failure, undefined);
    return await database.readSnapshot('public');
  } finally {
    await close();
  }
}

describe('the schema for test databases', () => {
  it('makes in another embedded database what the migrations make', async () => {
    const script = await scriptOf(memories, zoo);
    const differences = schemaDifferences(await snapshotAfter(memories, zoo), await snapshotAfter(script), {
      withExtensions: true,
    });
    assert.deepEqual(linesOf(differences), []);
    assert.match(script, /USING hnsw/);
  });

  it('makes it in a real PostgreSQL, where materialized views can be read', async () => {
    const url = await (await sharedServer()).createDatabase();
    await runSql(url, await scriptOf(zoo));
    const database = openDatabase(DatabaseUrl.parse(url, 'the test'));
    try {
      const differences = schemaDifferences(await snapshotAfter(zoo), await database.readSnapshot());
      assert.deepEqual(linesOf(differences), []);
    } finally {
      await database.close();
    }
    assert.deepEqual(await runSql(url, 'SELECT * FROM post_counts'), []);
  });

  it('is the same each time it is written', async () => {
    const [one, other] = [await scriptOf(memories, zoo), await scriptOf(memories, zoo)];
    assert.equal(one, other);
    assert.match(
      one,
      /^-- The schema .*\n-- .* Last migration: 20260102000000_m\n\nSET check_function_bodies/,
    );
    assert.doesNotMatch(one, /restrict|Dumped|OWNER|_prisma_migrations|COMMENT ON EXTENSION/i);
  });

  it('is that of the end, whatever the last migration set and left open', async () => {
    const script = await scriptOf('CREATE TABLE a (id int);', 'SET search_path = nowhere; BEGIN;');
    assert.match(script, /CREATE TABLE public\.a/);
  });

  it('says at which statement the history fails', async () => {
    const { failure } = await writeSchema(sourceOf('SELECT 1;', 'SELECT nothing;'), { openEmbedded });
    assert.equal(failure?.message, 'column "nothing" does not exist');
  });
});
