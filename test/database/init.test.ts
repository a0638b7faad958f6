import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runCliHere } from '../helpers/cli-here';
import { sharedServer } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { datasource, inWorkspace } from '../helpers/workspace';

describe('init with a database', () => {
  it(
    'lists what somebody made there by hand, and nothing that a migration speaks of',
    inWorkspace(async ({ folder, at, write }) => {
      const sql =
        'CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT);\nCREATE INDEX notes_old ON notes (body);\n';
      write({
        'prisma/schema.prisma': `${datasource.replace('}', '  url = env("DATABASE_URL")\n}')}\nmodel notes {\n  id   String  @id\n  body String?\n\n  @@index([id, body], map: "notes_both")\n}\n`,
        'prisma/migrations/1_init/migration.sql': sql,
        'prisma/migrations/2_drop/migration.sql': 'DROP INDEX notes_old;\n',
      });
      const url = await (await sharedServer()).createDatabase();
      await runSql(
        url,
        `${sql} CREATE INDEX notes_mine ON notes (lower(body)); CREATE INDEX notes_both ON notes (id, body);
         ALTER TABLE notes ADD CONSTRAINT notes_once UNIQUE (body);`,
      );
      const { exitCode, stderr } = await runCliHere(folder, ['init'], { DATABASE_URL: url });
      assert.match(stderr, /^Note: The history is cut here: git has nothing of this project\. [^\n]+\n$/);
      assert.equal(exitCode, 0);
      const parsed: unknown = JSON.parse(fs.readFileSync(at('prisma/drift-ignore.json'), 'utf8'));
      assert.deepEqual(parsed, {
        protectedIndexes: [
          {
            name: 'notes_mine',
            table: 'notes',
            type: 'expression',
            description: 'an expression index on notes, found in the local database; no migration makes it',
            recreateSQL: 'CREATE INDEX notes_mine ON public.notes USING btree (lower(body));',
          },
        ],
      });
    }),
  );

  it(
    'says that the local database cannot be reached, and goes on without it',
    inWorkspace(async ({ folder, write }) => {
      write({
        'prisma/schema.prisma': datasource.replace('}', '  url = env("DATABASE_URL")\n}'),
        'prisma/migrations/1_init/migration.sql': 'SELECT 1;\n',
      });
      const env = { DATABASE_URL: 'postgresql://ann:hunter2@127.0.0.1:1/app' };
      const { exitCode, stdout, stderr } = await runCliHere(folder, ['init'], env);
      assert.match(
        stderr,
        /^migration-guard: The local database was not asked: [^\n]*127\.0\.0\.1:1[^\n]*\n$/,
      );
      assert.doesNotMatch(stderr, /hunter2/);
      assert.equal(
        stdout,
        'This project has no index that Prisma would lose.\nNothing to write.\nAlso offered: --agents (coding agents).\n',
      );
      assert.equal(exitCode, 0);
    }),
  );
});
