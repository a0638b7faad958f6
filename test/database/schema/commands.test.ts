import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildCli, runCli } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { inPrismaProject, migrationFile } from '../../helpers/prisma-project';
import { commitEach } from '../../helpers/commit-each';

const init = 'CREATE TABLE notes (id int PRIMARY KEY, text text, at date);';
const partial = 'CREATE INDEX notes_recent ON notes (at) WHERE text IS NOT NULL;';
const models = 'model notes {\n  id Int @id\n  text String?\n  at DateTime? @db.Date\n}\n';

/** Tells the parent process when the embedded database is being loaded. */
const tellOfDatabase = `const Module = require('node:module');
const load = Module._load;
Module._load = function (request, ...rest) {
  if (request.endsWith('embedded.js')) process.send('loading');
  return load.call(this, request, ...rest);
};`;

describe('verify', () => {
  before(buildCli);

  it(
    'says that all migrations run, and that the protected indexes are there at the end',
    inPrismaProject({ models, migrations: { '1_init': init, '2_index': partial } }, async ({ folder }) => {
      const { exitCode, stdout, stderr } = await runCli(folder, ['verify'], { COLUMNS: '100' });
      assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
      assert.equal(
        stdout,
        'Protected indexes at the end\n' +
          '  present      notes_recent, a partial index on notes.at\n\n' +
          '2 migrations applied to an empty database. 1 protected index in place at the end.\n',
      );
    }),
  );

  it(
    'exits 1 where a protected index is gone at the end, and not before that migration',
    inPrismaProject(
      {
        models,
        migrations: {
          '1_init': init,
          '2_index': partial,
          '3_drop': '-- DropIndex\nDROP INDEX "notes_recent";\n',
        },
      },
      async ({ folder }) => {
        commitEach(folder);
        const { exitCode, stdout } = await runCliHere(folder, ['verify'], { COLUMNS: '120' });
        assert.equal(exitCode, 1);
        assert.match(
          stdout,
          /missing {6}notes_recent.*\n +migration-guard lint --settled shows which migration is at fault\./,
        );
        assert.equal((await runCliHere(folder, ['verify', migrationFile('2_index')])).exitCode, 0);
      },
    ),
  );

  it(
    'shows the statement that fails, and why, also as JSON',
    inPrismaProject(
      {
        models,
        migrations: { '1_init': init, '2_bad': '-- é\nSELECT 1;\nALTER TABLE note\n  ADD x int;\n' },
      },
      async ({ folder }) => {
        const { exitCode, stdout } = await runCliHere(folder, ['verify']);
        assert.equal(exitCode, 1);
        assert.equal(
          stdout,
          'prisma/migrations/2_bad/migration.sql\n  3:1  fails\n     3 │ ALTER TABLE note\n       │ ^^^^^^^^^^^^^^^^\n' +
            '     PostgreSQL: relation "note" does not exist.\n\n' +
            '1 of 2 migrations applied to an empty database; 2_bad fails.\n',
        );
        const json = JSON.parse((await runCliHere(folder, ['verify', '--json'])).stdout) as {
          failure: { range: { start: object }; message: string };
        };
        assert.equal(json.failure.message, 'relation "note" does not exist');
        assert.deepEqual(json.failure.range.start, { offset: 15, line: 3, column: 1 });
      },
    ),
  );

  it(
    'exits 2 for an extension that the embedded database has not got, for an unknown migration, for another database',
    inPrismaProject({ models, migrations: { '1_init': 'CREATE EXTENSION postgis;' } }, async (project) => {
      const { exitCode, stdout } = await runCliHere(project.folder, ['verify']);
      assert.equal(exitCode, 2);
      assert.match(stdout, /The embedded PostgreSQL has no extension postgis/);
      const unknown = await runCliHere(project.folder, ['verify', '1_innit']);
      assert.deepEqual(
        [unknown.exitCode, unknown.stderr],
        [2, 'migration-guard: There is no migration 1_innit. Did you mean 1_init?\n'],
      );
      project.write({ 'prisma/schema.prisma': 'datasource db {\n  provider = "mysql"\n}\n' });
      const other = await runCliHere(project.folder, ['verify']);
      assert.equal(other.exitCode, 2);
      assert.match(other.stderr, /This project uses MySQL/);
    }),
  );

  it(
    'runs what initShadowDb and the prelude say before the first migration, and says how to name one',
    inPrismaProject(
      { models, migrations: { '1_init': `${init}\nGRANT SELECT ON notes TO anon, writer;` } },
      async ({ folder, write }) => {
        const without = await runCliHere(folder, ['verify'], { COLUMNS: '120' });
        assert.equal(without.exitCode, 1);
        assert.match(without.stdout, /put CREATE ROLE anon into a SQL file and name it as\s+"prelude"/);
        write({
          'prisma.config.ts': `import { defineConfig } from 'prisma/config';
const roles = 'CREATE ROLE anon;' + "\\nCREATE ROLE other;";
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { initShadowDb: roles } });`,
          'migration-guard.json': '{ "prelude": "prisma/platform.sql" }',
          'prisma/platform.sql': '\uFEFFCREATE ROLE writer;',
        });
        const { exitCode, stderr } = await runCliHere(folder, ['verify']);
        assert.deepEqual([exitCode, stderr], [0, '']);
      },
    ),
  );

  it(
    'says that initShadowDb cannot be read, and where the prelude should be',
    inPrismaProject({ models, migrations: { '1_init': init } }, async ({ folder, write }) => {
      write({ 'prisma.config.ts': `export default { migrations: { initShadowDb: read('x.sql') } };` });
      const unread = await runCliHere(folder, ['verify']);
      assert.equal(unread.exitCode, 2);
      assert.match(unread.stderr, /^Note: prisma\.config\.ts: initShadowDb is not plain text/);
      write({ 'migration-guard.json': '{ "prelude": "none.sql" }' });
      const missing = await runCliHere(folder, ['verify']);
      assert.equal(missing.exitCode, 2);
      assert.match(missing.stderr, /names a prelude that cannot be read: ENOENT/);
    }),
  );

  it(
    'ends with 130 on Ctrl-C, at once, and leaves nothing behind',
    inPrismaProject(
      {
        models,
        migrations: Object.fromEntries(
          Array.from({ length: 40 }, (_, at) => [
            `${1000 + at}_slow`,
            `CREATE TABLE t${at} AS SELECT count(*) FROM generate_series(1, 300000);`,
          ]),
        ),
      },
      async ({ folder, at, write }) => {
        write({ 'tell.cjs': tellOfDatabase });
        const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-'));
        try {
          const cli = path.join(__dirname, '../../../../dist/cli.js');
          const env = { ...process.env, TMPDIR: temporary, NODE_OPTIONS: `--require ${at('tell.cjs')}` };
          const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
          const child = spawn(process.execPath, [cli, 'verify'], { cwd: folder, env, stdio: [...stdio] });
          const ended = new Promise((resolve) => child.once('exit', resolve));
          await new Promise((resolve) => child.once('message', resolve));
          child.kill('SIGINT');
          assert.equal(await ended, 130);
          assert.deepEqual(fs.readdirSync(temporary), []);
        } finally {
          fs.rmSync(temporary, { recursive: true });
        }
      },
    ),
  );
});

describe('pglite-schema', () => {
  before(buildCli);

  it(
    'writes the schema to stdout or into a file, and tells whether the file still holds it',
    inPrismaProject({ models, migrations: { '1_init': init, '2_index': partial } }, async (project) => {
      const { folder, at, write } = project;
      const check = ['pglite-schema', '--output', 'test.sql', '--check'];
      const missing = await runCliHere(folder, check);
      assert.equal(missing.exitCode, 1);
      assert.match(
        missing.stdout,
        /^There is no test\.sql\. migration-guard pglite-schema --output test\.sql writes it\./,
      );

      const written = await runCli(folder, ['pglite-schema', '--output', 'test.sql']);
      assert.deepEqual(written, { exitCode: 0, stdout: '', stderr: 'Wrote test.sql.\n' });
      const text = fs.readFileSync(at('test.sql'), 'utf8');
      assert.deepEqual(await runCliHere(folder, ['pglite-schema']), {
        exitCode: 0,
        stdout: text,
        stderr: '',
      });

      write({ 'test.sql': text.replaceAll('\n', '\r\n') });
      assert.equal((await runCliHere(folder, check)).exitCode, 0);
      write({ 'test.sql': text.replace(/CREATE INDEX.*\n\n/, '') });
      const changed = await runCliHere(folder, check);
      assert.equal(changed.exitCode, 1);
      assert.match(changed.stdout, /\n {2}\+ CREATE INDEX notes_recent ON public\.notes .*WHERE/);
    }),
  );

  it(
    'writes nothing where a migration fails, or --check has no file',
    inPrismaProject(
      { models, migrations: { '1_init': 'SELECT nothing;' } },
      async ({ folder, at, write }) => {
        write({ 'test.sql': 'before' });
        const { exitCode, stderr } = await runCliHere(folder, ['pglite-schema', '--output', 'test.sql']);
        assert.equal(exitCode, 1);
        assert.match(stderr, /1:8 {2}fails\n.*SELECT nothing[^]*column "nothing" does not exist/);
        assert.equal(fs.readFileSync(at('test.sql'), 'utf8'), 'before');
        const bare = await runCliHere(folder, ['pglite-schema', '--check']);
        assert.deepEqual(
          [bare.exitCode, bare.stderr],
          [2, 'migration-guard: --check compares with a file: name it with --output.\n'],
        );
      },
    ),
  );
});
