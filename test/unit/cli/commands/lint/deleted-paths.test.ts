import assert from 'node:assert/strict';
import { runCliHere } from '../../../../helpers/cli-here';
import { datasource, inWorkspace, type Workspace } from '../../../../helpers/workspace';

const first = 'prisma/migrations/1_notes/migration.sql';

function start({ git, write, commit }: Workspace): void {
  git('init', '--quiet');
  write({
    'package.json': '{ "devDependencies": { "prisma": "7.1.0" } }',
    'prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n}\n`,
    [first]: 'CREATE TABLE notes (id text);\n',
    'prisma/migrations/2_more/migration.sql': 'SELECT 1;\n',
  });
  commit('start');
}

describe('a path of a file that is gone', () => {
  it(
    'stands for the rest of its project where the last commit has the file, as hooks name it',
    inWorkspace(async (workspace) => {
      start(workspace);
      const { folder, at, write } = workspace;
      write({ 'prisma/migrations/1_notes': undefined });
      for (const given of [first, at(first)]) {
        const { exitCode, stdout, stderr } = await runCliHere(folder, ['lint', given]);
        assert.equal(exitCode, 1, stderr);
        assert.match(stdout, /edited-settled-migration/);
      }
    }),
  );

  it(
    'is a mistake where no commit has it',
    inWorkspace(async (workspace) => {
      start(workspace);
      const { exitCode, stderr } = await runCliHere(workspace.folder, ['lint', 'prisma/migrations/9_typo']);
      assert.equal(exitCode, 2);
      assert.match(stderr, /prisma\/migrations\/9_typo could not be found\. Check the path\./);
    }),
  );
});
