import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { addColumn, history, inSetting, kept, memories, table } from './setting';

const thorough = (...args: string[]): string[] => ['safe-migrate', '--name', ...args];
const safeMigrate = (...args: string[]): string[] => thorough(...args, '--no-verify', '--no-drift-check');

describe('safe-migrate', () => {
  before(buildCli);

  it(
    'leaves out the drops of vector, GIN, trigram and covering indexes that Prisma writes, and applies nothing',
    inSetting(
      {
        on: 'pglite',
        models: memories('embedding Unsupported("vector(3)")?', 'note String?'),
        migrations: {
          '0001_init': `CREATE EXTENSION vector;\nCREATE EXTENSION pg_trgm;\n${table}ALTER TABLE "memories" ADD COLUMN "embedding" vector(3);\n`,
          '0002_search': `CREATE INDEX "a_ivfflat" ON "memories" USING ivfflat ("embedding" vector_l2_ops) WITH (lists = 1);
CREATE INDEX "b_hnsw" ON "memories" USING hnsw ("embedding" vector_cosine_ops);
CREATE INDEX "c_gin" ON "memories" USING gin ("tags");
CREATE INDEX "d_trigram" ON "memories" USING gin ("title" gin_trgm_ops);
CREATE INDEX "e_covering" ON "memories" ("id") INCLUDE ("title");\n`,
        },
      },
      async ({ runBuilt, addedSql, indexes, git }) => {
        const before = await indexes();
        const ran = await runBuilt(thorough('addNote'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        const names = ['a_ivfflat', 'b_hnsw', 'c_gin', 'd_trigram', 'e_covering'];
        assert.equal(addedSql('add_note'), [...names.map(kept), addColumn('note', 'TEXT')].join('\n'));
        assert.match(ran.stdout, /Kept back 5 statements that Prisma wrote:\n {2}DROP INDEX "a_ivfflat";\n/);
        assert.match(
          ran.stdout,
          /_add_note, written by Prisma 7\.10\.0, loses nothing protected\.\nTried on .*\n?.*5 protected\s+indexes\s+are\s+as\s+before\.\nNext: read it,/,
        );
        // Prisma's own advice would write the same drops again.
        assert.doesNotMatch(ran.stdout + ran.stderr, /apply it by running/);
        assert.deepEqual(await indexes(), before);
        assert.match(git('status', '--short', 'prisma/migrations'), /^\?\? \S+_add_note\/$/m);
      },
    ),
  );

  it(
    'has version 6 do the same, and leaves out its plain twin of a partial index and the default of a generated column',
    inSetting(
      {
        version: 6,
        models: memories(
          'note String?',
          'search Unsupported("tsvector")?',
          '@@index([title], map: "memories_live")',
        ),
        migrations: {
          ...history,
          '0003_generated': `ALTER TABLE "memories" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (to_tsvector('english', "title")) STORED;\n`,
          '0004_live': `CREATE INDEX "memories_live" ON "memories" ("title") WHERE "id" > 0;\n`,
        },
      },
      async ({ run, addedSql }) => {
        const ran = await run(thorough('add_note'));
        assert.equal(ran.exitCode, 0, ran.stderr);
        const sql = addedSql('add_note');
        const generated = '-- migration-guard: memories.search stays generated\n';
        const start = `${kept('memories_tags')}\n${generated}${addColumn('note', 'TEXT')}\n`;
        assert.equal(sql.slice(0, start.length), start);
        assert.match(sql, /\n-- migration-guard: memories_live stays as it is.*\n$/);
        assert.match(ran.stdout, /_add_note, written by Prisma 6\.19\.3, loses nothing protected\./);
      },
    ),
  );

  it(
    'takes a name as Prisma does, also one that is taken, and says what is wrong with one that is none',
    inSetting(
      { models: memories('note String?'), migrations: { ...history, '0003_add_note': 'SELECT 1;\n' } },
      async ({ run, addedSql, added }) => {
        for (const [args, says] of [
          [['safe-migrate'], /The migration needs a name: migration-guard safe-migrate --name add_tags$/m],
          [safeMigrate('../'), /The name of a migration needs letters or digits/],
        ] as const) {
          const ran = await run(args);
          assert.equal(ran.exitCode, 2);
          assert.match(ran.stderr, says);
          assert.equal(ran.stdout, '');
        }
        assert.deepEqual(added(), []);
        assert.equal((await run(safeMigrate(' Add: note! '))).exitCode, 0);
        assert.match(addedSql('add_note'), /ADD COLUMN/);
      },
    ),
  );

  it('leaves no shadow database behind', async () => {
    const { adminUrl } = await sharedServer();
    assert.deepEqual(
      await runSql(adminUrl, `SELECT datname FROM pg_database WHERE datname LIKE '%shadow%'`),
      [],
    );
  });
});
