import assert from 'node:assert/strict';
import { buildCli, runCli } from '../helpers/cli';
import { inPrisma8Project } from '../helpers/prisma-8/project';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';

const contract = 'model Note {\n  id Int @id\n  title String\n}';

describe('a database of a project of Prisma 8', () => {
  before(buildCli);

  it(
    'is told of by status, predict and safe-migrate, whose commands of Prisma 8 work',
    inPrisma8Project({ contract }, async (project) => {
      const server = await sharedPglite();
      await server.clear();
      const env = { DATABASE_URL: server.url };
      // Sentences are broken where the terminal ends.
      const run = async (...args: string[]) => {
        const ran = await runCli(project.folder, args, env);
        return { ...ran, stdout: ran.stdout.replace(/\s+/g, ' ') };
      };
      assert.match((await run('status')).stdout, /contract emit writes it/);
      await project.emit(contract);
      assert.match((await run('status')).stdout, /migration plan --name <name> writes one/);
      const init = await run('safe-migrate', '--name', 'init');
      assert.equal(init.exitCode, 0, init.stderr);
      await project.succeed(['db', 'migrate'], { databaseUrl: server.url });
      assert.match((await run('status')).stdout, /applied +\d+T\d+_init[^]*at the contract of this checkout/);
      await runSql(server.url, 'CREATE INDEX hand ON "Note" (lower(title))');
      const predicted = await run('predict');
      assert.equal(predicted.exitCode, 1, predicted.stderr);
      assert.match(predicted.stdout, /would drop hand, an expression index on Note/);
      assert.match(predicted.stdout, /safe-migrate --name <name> plans them/);
      const unnamed = await run('safe-migrate');
      assert.equal(unnamed.exitCode, 2);
      assert.match(unnamed.stderr, /safe-migrate --name add_tags/);
      const lost = await run('safe-migrate', '--name', 'more');
      assert.equal(lost.exitCode, 2);
      assert.match(lost.stderr, /No migration was made: .* refuses migration plan/);
      await project.succeed(['db', 'sign'], { databaseUrl: server.url });
      assert.match((await run('safe-migrate', '--name', 'more')).stdout, /would lack[^]*hand \(index/);
    }),
  );
});
