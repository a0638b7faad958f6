import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { databaseCommands, type DatabaseCommands } from '../helpers/database-commands';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { datasource, openWorkspace, type Workspace } from '../helpers/workspace';

const together = `CREATE EXTENSION vector;
CREATE TYPE "Status" AS ENUM ('open', 'done');
CREATE TABLE memories (
  id int PRIMARY KEY, status "Status" NOT NULL DEFAULT 'open', embedding vector(3), body text,
  lower text GENERATED ALWAYS AS (lower(body)) STORED, CHECK (id > 0)
);
CREATE INDEX idx_memories_embedding ON memories USING ivfflat (embedding vector_cosine_ops) WITH (lists = 500);
CREATE INDEX idx_hnsw ON memories USING hnsw (embedding vector_ip_ops);
CREATE INDEX a_partial_index_of_which_the_name_is_as_long_as_names_may_be ON memories (body) WHERE body IS NOT NULL;
CREATE SCHEMA audit;
CREATE TABLE audit.events (at timestamptz);`;
const rows = `INSERT INTO memories (id, embedding, body)
  SELECT n, ARRAY[n, n % 7, 1]::vector, 'x' FROM generate_series(1, 3000) AS n; ANALYZE memories;`;

describe('inspect', function () {
  let project: Workspace;
  let url: string;
  let commands: DatabaseCommands;

  before(async () => {
    const pglite = await sharedPglite();
    await pglite.clear();
    url = pglite.url;
    project = openWorkspace();
    project.write({
      'prisma/schema.prisma': datasource,
      'prisma/migrations/1_init/migration.sql': together,
      'prisma/migrations/2_more/migration.sql': 'CREATE INDEX more ON memories (lower(body));\n',
    });
    // As one query, which is one transaction: so Prisma applies a migration.
    await runSql(url, together);
    await runSql(url, rows);
    commands = databaseCommands(project.folder, url);
  });
  after(() => project.remove());

  const indexNamed = async (name: string) => {
    const { stdout } = await commands.inspect({ json: true });
    const parsed = JSON.parse(stdout) as { projects: [{ indexes: Record<string, unknown>[] }] };
    return parsed.projects[0].indexes.find((index) => index['name'] === name);
  };

  it('shows tables, indexes, extensions and migrations', async () => {
    const { exitCode, stdout } = await commands.inspect();
    assert.equal(exitCode, 0);
    for (const line of [
      /^local at 127\.0\.0\.1:\d+\/postgres$/m,
      /^ {2}memories +~3,000 +\d+ kB +[\d.]+ MB$/m,
      /^ {2}audit\.events +unknown +0 bytes +0 bytes$/m,
      /^ {2}idx_memories_embedding +memories +ivfflat +.* scans {2}protected$/m,
      /^ {6}vector_cosine_ops serves ORDER BY … <=> …, lists 500$/m,
      /^ {6}vector_ip_ops serves ORDER BY … <#> …, m 16 \(default\), ef_construction 64 \(default\)$/m,
      /^Protected indexes that are missing\n {2}more$/m,
      /^ {2}vector +\d.* in public$/m,
      /^ {2}Nothing has been applied yet/m,
    ])
      assert.match(stdout, line);
  });

  it('names the searches that a vector index serves, and those that are written so that it cannot', async () => {
    const search = (order: string): string =>
      `prisma.$queryRaw\`\n  SELECT id FROM memories ORDER BY ${order} LIMIT 5\`;\n`;
    project.write({
      'src/near.ts': search('embedding <=> ${q}::vector'),
      'src/backwards.ts': search('1 - (embedding <=> ${q}::vector) DESC'),
    });
    try {
      const { stdout } = await commands.inspect();
      assert.match(
        stdout,
        /lists 500\n {6}Serves src\/near\.ts:2\.\n {6}As written, does not serve src\/backwards\.ts:2: lint --queries says why\.\n/,
      );
      assert.match(stdout, /64 \(default\)\n {6}No search in the project's code is meant for it\.\n/);
      const index = await indexNamed('idx_memories_embedding');
      const { searches } = index?.['vector'] as { searches: unknown };
      assert.deepEqual(searches, [
        { file: 'src/backwards.ts', line: 2, served: 'no' },
        { file: 'src/near.ts', line: 2, served: 'yes' },
      ]);
    } finally {
      project.write({ src: undefined });
    }
  });

  it('knows an ivfflat index that was built with its table, before there were rows', async () => {
    const advice = async () => {
      const index = await indexNamed('idx_memories_embedding');
      return JSON.stringify(index?.['vector']);
    };
    assert.match(await advice(), /built together with its table/);
    assert.match(await advice(), /pgvector advises 3 lists; it has 500/);
    await runSql(url, 'REINDEX INDEX idx_memories_embedding');
    assert.doesNotMatch(await advice(), /built together/);
  });

  it('shows columns, indexes and constraints of one table', async () => {
    for (const table of ['memories', 'public.memories']) {
      const { stdout } = await commands.inspect({ table });
      assert.match(stdout, /\n {2}memories +~3,000.*\n\nColumns\n {2}id +integer +not null\n/);
      assert.match(stdout, /^ {2}status +"Status" +not null +default 'open'::"Status"$/m);
      assert.match(stdout, /^ {2}lower +text +generated as lower\(body\)$/m);
      assert.match(
        stdout,
        /^Constraints\n {2}memories_pkey +PRIMARY KEY \(id\)\n {2}memories_id_check +CHECK/m,
      );
      assert.match(stdout, /^ {6}CREATE INDEX idx_hnsw ON public\.memories/m);
      assert.doesNotMatch(stdout, /Extensions|events/);
    }
  });

  it('knows no other table, and says which are near', async () => {
    await assert.rejects(commands.inspect({ table: 'memorys' }), {
      name: 'HumanError',
      message: 'There is no table memorys. Did you mean memories?',
    });
    await assert.rejects(commands.inspect({ table: 'audit.event' }), /Did you mean audit\.events\?/);
    await assert.rejects(commands.inspect({ table: 'xyz' }), /Without --table, all are listed/);
  });

  it('shows nothing but indexes where that was asked for, with their definitions', async () => {
    const { stdout } = await commands.inspect({ indexes: true });
    assert.match(stdout, /^ {6}CREATE UNIQUE INDEX memories_pkey ON public\.memories USING btree \(id\)$/m);
    assert.doesNotMatch(stdout, /^(?:Tables|Extensions|Last migrations)$/m);
  });

  it('recognises an invalid index and an imposter', async () => {
    await runSql(url, `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'idx_hnsw'::regclass`);
    await runSql(url, 'CREATE INDEX more ON memories (body)');
    const { stdout } = await commands.inspect();
    assert.match(stdout, /^ {2}idx_hnsw\s+memories .* invalid, protected$/m);
    assert.match(stdout, /^ {2}more\s+memories .* not the protected index of this name$/m);
    await runSql(url, 'DROP INDEX more');
    await runSql(url, `UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'idx_hnsw'::regclass`);
  });

  for (const width of [80, 120]) {
    it(`fits into ${width} columns, and reads the same with colours`, async () => {
      for (const args of [{}, { table: 'memories' }, { indexes: true }]) {
        const plain = await commands.inspect({ ...args, color: false }, width);
        for (const line of plain.stdout.split('\n')) {
          assert.ok(stringWidth(line) <= width, line);
          assert.doesNotMatch(line, / $/);
        }
        const colored = await commands.inspect({ ...args, color: true }, width);
        assert.notEqual(colored.stdout, plain.stdout);
        assert.equal(stripVTControlCharacters(colored.stdout), plain.stdout);
      }
    });
  }

  it('estimates the rows of partitions together', async () => {
    await runSql(
      url,
      `CREATE TABLE parts (id int) PARTITION BY RANGE (id);
       CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
       CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20);
       INSERT INTO parts SELECT n % 20 FROM generate_series(1, 400) AS n;`,
    );
    const line = async () => /^ {2}parts .*$/m.exec((await commands.inspect()).stdout)?.[0] ?? '';
    assert.match(await line(), /unknown/);
    await runSql(url, 'ANALYZE parts');
    assert.match(await line(), /~400 +16 kB +0 bytes {2}partitioned table$/);
  });
});
