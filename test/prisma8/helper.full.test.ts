import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { contractFile, inPrisma8Project } from '../helpers/prisma-8/project';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';

const contract = `model Note {
  id    Int    @id @default(autoincrement())
  title String

  @@index([title], name: "note_title")
}`;

describe('the packages of Prisma 8, as tests use them', () => {
  it(
    'emit a contract, plan a migration, take its edited source, and run it',
    inPrisma8Project({ contract }, async (project) => {
      await project.succeed(['contract', 'emit']);
      const now = '2026-01-02T03:04:05.000Z';
      const name = await project.plan('init', { now });
      assert.equal(name, '20260102T0304_init');
      await project.rewrite(name, (source) =>
        source.replace('import { Migration,', 'import { rawSql, Migration,').replace(
          /\n {4}\];/,
          `
      rawSql({ id: 'view.titles', label: 'Create view', operationClass: 'additive', target: { id: 'postgres' },
        precheck: [], execute: [{ description: 'Create view', sql: 'CREATE VIEW titles AS SELECT title FROM "Note"', params: [] }], postcheck: [] }),
    ];`,
        ),
      );
      const pglite = await sharedPglite();
      await pglite.clear();
      await project.succeed(['db', 'migrate'], { databaseUrl: pglite.url });
      assert.deepEqual(await runSql(pglite.url, 'SELECT * FROM titles'), []);
    }),
  );

  it(
    'say what is wrong, with the exit code of the CLI',
    inPrisma8Project({ contract: 'model Note {\n  id Int\n  of Missing\n}' }, async (project) => {
      const { exitCode, ok, error } = await project.prisma(['contract', 'emit']);
      assert.equal(ok, false);
      assert.notEqual(exitCode, 0);
      assert.ok(error?.code, JSON.stringify(error));
    }),
  );

  it(
    'are found by node in the project, also by the node that runs the tests',
    inPrisma8Project({ contract }, ({ at, folder }) => {
      execFileSync(process.execPath, [at('node_modules/prisma/prisma.js'), 'contract', 'emit'], {
        cwd: folder,
      });
      assert.ok(fs.existsSync(at(contractFile).replace(/\.prisma$/, '.json')));
    }),
  );
});
