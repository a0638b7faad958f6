import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { nameOf } from '../../helpers/deploy-by-engine';
import { openPrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { cases } from './cases';

const roles = 'CREATE ROLE reader; CREATE ROLE writer;';

describe('what a migration leaves in the session', function () {
  this.timeout(120_000);
  before(async () => {
    buildCli();
    await runSql((await sharedServer()).adminUrl, roles);
  });

  for (const { title, migrations, outcome } of cases) {
    it(`${title}: ${outcome}, by prisma migrate deploy and by verify`, async () => {
      const url = await (await sharedServer()).createDatabase();
      const project = openPrismaProject({
        migrations: Object.fromEntries(migrations.map((text, at) => [nameOf(at), text])),
        files: {
          'migration-guard.json': '{ "prelude": "roles.sql" }',
          'roles.sql': roles,
        },
      });
      try {
        await project.prisma(url, ['migrate', 'deploy']);
        const [row] = await runSql<{ count: number }>(
          url,
          'SELECT count(DISTINCT migration_name)::int FROM public._prisma_migrations WHERE finished_at IS NOT NULL',
        ).catch(() => []);
        const { exitCode } = await runCliHere(project.folder, ['verify']);
        assert.deepEqual(
          { prisma: row?.count === migrations.length ? 'applied' : 'refused', verify: exitCode },
          { prisma: outcome, verify: outcome === 'applied' ? 0 : 1 },
        );
      } finally {
        project.remove();
      }
    });
  }
});
