import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../helpers/applied-migrations';
import { databaseCommands } from '../helpers/database-commands';
import { inPrismaProject, migrationFile } from '../helpers/prisma-project';
import { sharedServer } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';

const project = {
  models: 'model notes {\n  id    Int  @id\n  owner Int?\n}\n',
  migrations: {
    '20260101000000_init': `CREATE TABLE "notes" ("id" INTEGER NOT NULL, "owner" INTEGER,
      CONSTRAINT "notes_pkey" PRIMARY KEY ("id"));
      CREATE INDEX notes_owner ON notes (owner) WHERE owner > 1;
      CREATE INDEX notes_sum ON notes ((id + owner));\n`,
  },
};

describe('Migrations that restore has written, with the real Prisma CLI', () => {
  it(
    'are applied where an index of a large table is missing and another is an imposter, and from the start',
    inPrismaProject(project, async ({ folder, prisma, at }) => {
      const server = await sharedServer();
      const url = await server.createDatabase();
      const deploy = async (target: string) => {
        const { exitCode, stdout, stderr } = await prisma(target, ['migrate', 'deploy']);
        assert.equal(exitCode, 0, stdout + stderr);
      };
      await applyMigrations(url, project.migrations);
      await runSql(
        url,
        `INSERT INTO notes SELECT n, n % 7 FROM generate_series(1, 12000) AS n; ANALYZE notes;
         DROP INDEX notes_owner, notes_sum; CREATE INDEX notes_sum ON notes (id);`,
      );
      const commands = databaseCommands(folder, url);
      assert.deepEqual(await commands.states(), ['notes_owner: missing', 'notes_sum: different']);
      const { exitCode, stderr } = await commands.restore({
        ...{ names: ['notes_owner', 'notes_sum'], confirmDrop: ['notes_sum'], migration: 'restore' },
      });
      assert.equal(exitCode, 0, stderr);
      const written = fs.readdirSync(at('prisma/migrations')).filter((name) => name.includes('_restore_'));
      const concurrent = written.filter((name) =>
        fs.readFileSync(at(migrationFile(name)), 'utf8').includes('CONCURRENTLY'),
      );
      assert.deepEqual([written.length, concurrent.length], [4, 2]);
      await deploy(url);
      const fresh = await server.createDatabase();
      await deploy(fresh);
      for (const target of [url, fresh]) {
        const states = await databaseCommands(folder, target).states();
        assert.deepEqual(states, ['notes_owner: present', 'notes_sum: present']);
      }
    }),
  );
});
