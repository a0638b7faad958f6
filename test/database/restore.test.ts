import assert from 'node:assert/strict';
import fs from 'node:fs';
import { databaseCommands, runLikePsql, type DatabaseCommands } from '../helpers/database-commands';
import { sharedPglite, sharedServer } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { openWorkspace, datasource, type Workspace } from '../helpers/workspace';
import { commitEach } from '../helpers/commit-each';

const files = (
  migrations: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
) => ({
  'prisma/schema.prisma': datasource,
  ...Object.fromEntries(
    Object.entries(migrations).map(([name, sql]) => [`prisma/migrations/${name}/migration.sql`, sql]),
  ),
  ...more,
});

const many = 'INSERT INTO notes SELECT n, n % 7, null FROM generate_series(1, 12000) AS n; ANALYZE notes;';

describe('restore, against a server', () => {
  let project: Workspace;
  let url: string;
  let commands: DatabaseCommands;

  beforeEach(async () => {
    project = openWorkspace();
    url = await (await sharedServer()).createDatabase();
    commands = databaseCommands(project.folder, url);
  });
  afterEach(() => project.remove());

  const table = 'CREATE TABLE notes (id int PRIMARY KEY, owner int, body text);\n';
  const partial = 'CREATE INDEX notes_owner ON notes (owner) WHERE owner > 1;\n';

  async function begin(sql = '', migrations: Record<string, string> = { '1_init': table + partial }) {
    project.write(files(migrations));
    await runSql(url, Object.values(migrations).join('\n'));
    if (sql !== '') await runSql(url, sql);
  }

  it('prints SQL that makes a missing index again, and says what it locks for how many rows', async () => {
    await begin('DROP INDEX notes_owner; INSERT INTO notes VALUES (1, 2); ANALYZE notes');
    const { exitCode, stdout, stderr } = await commands.restore();
    assert.equal(exitCode, 0);
    assert.match(stdout, /^-- For 127\.0\.0\.1:\d+\/test_\d+, printed/);
    assert.match(stdout, /\nCREATE INDEX "notes_owner" ON notes \(owner\) WHERE owner > 1;\n$/);
    assert.match(stderr, /^notes_owner: Blocks writes to notes \(about 1 row, \d+ kB\)/);
    await runLikePsql(url, stdout);
    assert.deepEqual(await commands.states(), ['notes_owner: present']);
    assert.deepEqual({ ...(await commands.restore()), stderr: '' }, { exitCode: 0, stdout: '', stderr: '' });
  });

  it('builds the index of a large table concurrently', async () => {
    await begin(`DROP INDEX notes_owner; ${many}`);
    const { stdout } = await commands.restore({ names: ['notes_owner'] });
    assert.match(stdout, /^CREATE INDEX CONCURRENTLY "notes_owner" ON notes/m);
    assert.match(stdout, /-- Reads notes \(about 12,000 rows/);
    await runLikePsql(url, stdout);
    assert.deepEqual(await commands.states(), ['notes_owner: present']);
  });

  it('rebuilds an invalid index, and says what to do if rows with the same keys are in the way', async () => {
    const unique = `${table}CREATE UNIQUE INDEX notes_owner ON notes (owner) WHERE owner > 1;\n`;
    await begin('DROP INDEX notes_owner; INSERT INTO notes VALUES (1, 2), (2, 2)', { '1_init': unique });
    await assert.rejects(
      runSql(url, 'CREATE UNIQUE INDEX CONCURRENTLY notes_owner ON notes (owner) WHERE owner > 1'),
    );
    assert.deepEqual(await commands.states(), ['notes_owner: invalid']);
    const { stdout } = await commands.restore();
    assert.match(stdout, /^REINDEX INDEX CONCURRENTLY "notes_owner";$/m);
    const query = /This finds them: (SELECT .*;)$/.exec(
      stdout.replaceAll('\n-- ', ' ').split('\nREINDEX')[0] ?? '',
    );
    assert.deepEqual(await runSql(url, query?.[1] ?? ''), [{ owner: 2, count: '2' }]);
    await assert.rejects(runLikePsql(url, stdout), /could not create unique index/);
    const again = await commands.restore();
    assert.match(
      again.stdout.replaceAll('\n-- ', ' '),
      /notes_owner_ccnew is left over from a REINDEX that was interrupted/,
    );
    await runSql(url, 'DELETE FROM notes WHERE id = 2');
    await runLikePsql(url, again.stdout);
    assert.deepEqual(await commands.states(), ['notes_owner: present']);
  });

  it('drops nothing that was not named and confirmed', async () => {
    await begin('DROP INDEX notes_owner; CREATE INDEX notes_owner ON notes (owner)');
    for (const names of [[], ['notes_owner']]) {
      const { exitCode, stdout, stderr } = await commands.restore({ names });
      assert.deepEqual([exitCode, stdout], [1, '']);
      assert.match(
        stderr.replaceAll('\n', ' '),
        /^Not restored: notes_owner, which is different\. .*\(no WHERE clause\).* --confirm-drop notes_owner $/,
      );
    }
    const asked: string[] = [];
    const refusing = await commands.restore({ names: ['notes_owner'] }, (question) => {
      asked.push(question);
      return Promise.resolve('no' as const);
    });
    assert.deepEqual([refusing.exitCode, refusing.stdout, asked.length], [1, '', 1]);
    assert.doesNotMatch((await commands.restore({}, () => Promise.resolve('yes'))).stdout, /DROP/);
    await assert.rejects(
      commands.restore({ confirmDrop: ['notes_owner'] }),
      /needs the index to be named as well/,
    );
  });

  for (const [size, sql] of [
    ['small', ''],
    ['large', many],
  ] as const) {
    it(`puts the right index in the place of an imposter on a ${size} table, in one step`, async () => {
      await begin(`DROP INDEX notes_owner; CREATE INDEX notes_owner ON notes (owner);
        CREATE INDEX notes_owner_restored ON notes (body); ${sql}`);
      const { exitCode, stdout } = await commands.restore({
        names: ['notes_owner'],
        confirmDrop: ['notes_owner'],
      });
      assert.equal(exitCode, 0);
      assert.match(
        stdout,
        /\nBEGIN;\n(CREATE [^;]*;\n)?DROP INDEX "notes_owner";\nALTER INDEX [^;]*;\nCOMMIT;\n$/,
      );
      await runLikePsql(url, stdout);
      assert.deepEqual(await commands.states(), ['notes_owner: present']);
      const rest = await runSql(url, `SELECT indexname::text FROM pg_indexes WHERE indexname ~ 'restored'`);
      assert.deepEqual(rest, [{ indexname: 'notes_owner_restored' }]);
    });
  }

  it('says why it cannot bring an index back', async () => {
    project.write(
      files(
        { '1_init': table, '2_index': partial },
        {
          'prisma/drift-ignore.json': JSON.stringify({
            protectedIndexes: [
              { name: 'by_hand', table: 'notes' },
              { name: 'two', recreateSQL: 'CREATE INDEX two ON notes (id); DROP TABLE notes;' },
              { name: 'other', recreateSQL: 'CREATE INDEX another ON notes (id);' },
              { name: 'nowhere', recreateSQL: 'CREATE INDEX nowhere ON gone (id);' },
              { name: 'v', recreateSQL: 'CREATE INDEX v ON notes (id);' },
            ],
          }),
        },
      ),
    );
    await runSql(url, `${table} CREATE VIEW v AS SELECT 1;`);
    const { exitCode, stdout, stderr } = await commands.restore();
    assert.equal(exitCode, 1);
    assert.match(stdout, /CREATE INDEX "notes_owner"/);
    assert.doesNotMatch(stdout, /DROP/);
    const message = stderr.replaceAll('\n', ' ');
    for (const reason of [
      /by_hand, which is missing\. Nothing says how to make it/,
      /two, which is missing\. The recreateSQL .* is not one CREATE INDEX/,
      /other, which is missing\. .* makes another index, another/,
      /nowhere, which is missing\. Its table gone is not in this database/,
      /v, which is missing\. Its name belongs to a view/,
    ])
      assert.match(message, reason);
  });

  it('knows no other names, and says which are near', async () => {
    await begin();
    await assert.rejects(commands.restore({ names: ['notes_ownr'] }), {
      name: 'HumanError',
      message: / is called notes_ownr\. Did you mean notes_owner\? migration-guard status lists/,
    });
  });

  it('leaves to a migration what it is still to make', async () => {
    await begin(`CREATE TABLE _prisma_migrations (id varchar(36), checksum varchar(64), finished_at timestamptz,
      migration_name varchar(255), logs text, rolled_back_at timestamptz, started_at timestamptz DEFAULT now(),
      applied_steps_count int DEFAULT 0); DROP INDEX notes_owner`);
    const all = await commands.restore();
    assert.deepEqual([all.exitCode, all.stdout], [0, '']);
    assert.equal(all.stderr, 'Migrations that are not applied yet make notes_owner.\n');
    const named = await commands.restore({ names: ['notes_owner'] });
    assert.equal(named.exitCode, 1);
    assert.match(named.stderr, /1_init, which makes it, has not been applied/);
  });

  it('uses the schema of the connection', async () => {
    project.write(files({ '1_init': table + partial }));
    await runSql(url, `CREATE SCHEMA app; SET search_path TO app; ${table} ${partial}`);
    const there = databaseCommands(project.folder, `${url}?schema=app`);
    assert.deepEqual(await there.states(), ['notes_owner: present']);
    await runSql(url, 'DROP INDEX app.notes_owner');
    const { stdout } = await there.restore();
    assert.match(stdout, /^SET search_path TO "app", public;$/m);
    await runLikePsql(url, stdout);
    assert.deepEqual(await there.states(), ['notes_owner: present']);
  });

  it('writes the same as JSON', async () => {
    await begin('DROP INDEX notes_owner');
    const { stdout } = await commands.restore({ json: true });
    const { restored, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(rest), [
      ...[
        'version',
        'root',
        'environment',
        'place',
        'present',
        'pending',
        'objects',
        'refused',
        'migrations',
        'findings',
      ],
    ]);
    assert.ok(Array.isArray(restored) && restored.length === 1);
  });

  describe('as migrations', () => {
    const names = () => fs.readdirSync(project.at('prisma/migrations')).sort();
    const textOf = (name: string) =>
      fs.readFileSync(project.at(`prisma/migrations/${name}/migration.sql`), 'utf8');
    const written = () => names().slice(1);

    /** Runs each file as Prisma does: as one query. */
    async function deploy(target: string, migrations: readonly string[]): Promise<void> {
      for (const name of migrations) await runSql(target, textOf(name));
    }

    /** The new migrations work where something was wrong and on an empty database, and give the right indexes there. */
    async function worksEverywhere(): Promise<void> {
      await deploy(url, written());
      const other = await (await sharedServer()).createDatabase();
      await deploy(other, names());
      for (const target of [url, other]) {
        const states = await databaseCommands(project.folder, target).states();
        assert.deepEqual(
          states.filter((state) => !state.endsWith(': present')),
          [],
        );
      }
    }

    it('restores small ones in one, after the last one', async () => {
      await begin('DROP INDEX notes_owner, notes_lower', {
        '20991231235959_init': `${table}${partial}CREATE INDEX notes_lower ON notes (lower(body));\n`,
      });
      const { exitCode, stdout, stderr } = await commands.restore({ migration: 'Bring them Back!' });
      assert.deepEqual([exitCode, stdout], [0, '']);
      assert.deepEqual(written(), ['21000101000000_bring_them_back']);
      assert.match(stderr, /^Wrote prisma\/migrations\/21000101000000_bring_them_back\/migration\.sql$/m);
      await worksEverywhere();
    });

    it('makes an index plainly where the history itself has lost it', async () => {
      await begin('', {
        '20250101000000_init': table + partial,
        '20250102000000_oops': '-- DropIndex\nDROP INDEX "notes_owner";\n',
      });
      commitEach(project.folder);
      await commands.restore({ migration: 'again' });
      const [, name = ''] = written();
      assert.match(textOf(name), /^CREATE INDEX "notes_owner" ON notes \(owner\) WHERE owner > 1;$/m);
      assert.doesNotMatch(textOf(name), /EXISTS/);
      await deploy(url, [name]);
      assert.deepEqual(await commands.states(), ['notes_owner: present']);
    });

    it('gives each index of a large table a migration in which CONCURRENTLY stands alone', async () => {
      await begin(`DROP INDEX notes_owner; ${many}`);
      await commands.restore({ migration: 'again' });
      const [build = '', check = '', ...rest] = written();
      assert.deepEqual(rest, []);
      assert.match(build, /_again_1$/);
      assert.match(textOf(build), /^(-- .*\n)+CREATE INDEX CONCURRENTLY IF NOT EXISTS "notes_owner" .*;\n$/);
      assert.match(textOf(check), /^DO /m);
      await worksEverywhere();
    });

    it('fails where IF NOT EXISTS finds an invalid or another index', async () => {
      await begin('DROP INDEX notes_owner');
      await commands.restore({ migration: 'again' });
      const other = await (await sharedServer()).createDatabase();
      await runSql(other, `${table} CREATE INDEX notes_owner ON notes (owner)`);
      await assert.rejects(deploy(other, written()), /notes_owner is not what it should be/);
    });

    it('rebuilds an invalid index, alone in its file', async () => {
      const unique = `${table}CREATE UNIQUE INDEX notes_owner ON notes (owner) WHERE owner > 1;\n`;
      await begin('DROP INDEX notes_owner; INSERT INTO notes VALUES (1, 2), (2, 2)', { '1_init': unique });
      await runSql(
        url,
        'CREATE UNIQUE INDEX CONCURRENTLY notes_owner ON notes (owner) WHERE owner > 1',
      ).catch(() => undefined);
      await runSql(url, 'DELETE FROM notes WHERE id = 2');
      await commands.restore({ migration: 'again' });
      assert.match(textOf(written()[0] ?? ''), /^(-- .*\n)+REINDEX INDEX CONCURRENTLY "notes_owner";\n$/);
      await worksEverywhere();
    });

    for (const [size, sql, count] of [
      ['small', '', 1],
      ['large', many, 2],
    ] as const) {
      it(`swaps the imposter on a ${size} table`, async () => {
        await begin(`DROP INDEX notes_owner; CREATE INDEX notes_owner ON notes (owner); ${sql}`);
        const { exitCode, stderr } = await commands.restore({
          ...{ names: ['notes_owner'], confirmDrop: ['notes_owner'], migration: 'swap' },
        });
        assert.equal(exitCode, 0, stderr);
        assert.equal(written().length, count);
        await worksEverywhere();
      });
    }

    it('writes nothing in which lint finds an error, and shows its warnings', async () => {
      await begin('', { '1_init': table + partial, '2_oops': '-- DropIndex\nDROP INDEX "notes_owner";\n' });
      commitEach(project.folder);
      for (const [severity, exitCode] of [
        ['error', 1],
        ['warning', 0],
      ] as const) {
        project.write({
          'migration-guard.json': JSON.stringify({ rules: { 'not-idempotent': severity } }),
        });
        const ran = await commands.restore({ migration: 'again' });
        assert.equal(ran.exitCode, exitCode);
        assert.match(ran.stderr, new RegExp(`^${severity} not-idempotent: `, 'm'));
        assert.equal(names().length, 3 - exitCode);
      }
    });
  });
});

describe('restore, with pgvector', () => {
  for (const method of ['ivfflat', 'hnsw'] as const) {
    it(`brings an ${method} index back with its operator class and settings`, async () => {
      const { url, clear } = await sharedPglite();
      await clear();
      const project = openWorkspace();
      try {
        const settings = method === 'hnsw' ? 'm = 8' : 'lists = 5';
        const init = `CREATE EXTENSION vector; CREATE TABLE memories (id int, embedding vector(3));
          CREATE INDEX idx_memories ON memories USING ${method} (embedding vector_cosine_ops) WITH (${settings});`;
        project.write(files({ '1_init': init }));
        await runSql(url, init);
        const commands = databaseCommands(project.folder, url);
        assert.deepEqual(await commands.states(), ['idx_memories: present']);
        await runSql(url, 'DROP INDEX idx_memories');
        await runSql(url, `CREATE INDEX idx_memories ON memories USING ${method} (embedding vector_l2_ops)`);
        assert.deepEqual(await commands.states(), ['idx_memories: different']);
        const { stdout } = await commands.restore({ names: ['idx_memories'], confirmDrop: ['idx_memories'] });
        await runLikePsql(url, stdout);
        assert.deepEqual(await commands.states(), ['idx_memories: present']);
        await runSql(url, 'DROP INDEX idx_memories; ANALYZE memories');
        const missing = await commands.restore();
        assert.equal(/has no rows/.test(missing.stdout), method === 'ivfflat');
        await runLikePsql(url, missing.stdout);
        assert.deepEqual(await commands.states(), ['idx_memories: present']);
      } finally {
        project.remove();
      }
    });
  }
});
