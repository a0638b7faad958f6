import assert from 'node:assert/strict';
import { follow } from '../helpers/advice';
import { buildCli } from '../helpers/cli';
import { databaseObjects } from '../helpers/database-objects';
import { inPrisma8Project } from '../helpers/prisma-8/project';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { claudeDecision, claudeInput, giveToGuard } from '../unit/guard/ask-guard';

describe('what guard and explain advise in a project of Prisma 8', () => {
  before(buildCli);

  it(
    'of db update: predict shows what it would drop, and changes nothing',
    inPrisma8Project({ contract: 'model Note {\n  id Int @id\n  body String\n}' }, async (project) => {
      const server = await sharedPglite();
      await server.clear();
      const databaseUrl = server.url;
      await project.succeed(['contract', 'emit']);
      await project.plan('init');
      await project.succeed(['db', 'migrate'], { databaseUrl });
      await runSql(
        databaseUrl,
        'CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE INDEX note_body ON "Note" USING gin (body gin_trgm_ops)',
      );
      const { folder } = project;
      const [decision, reason] = claudeDecision(
        await giveToGuard(folder, claudeInput('npx prisma db update', folder)),
      );
      assert.equal(decision, 'ask');
      assert.ok(reason.endsWith(': npx migration-guard predict'), reason);
      const before = await databaseObjects(databaseUrl);
      const ran = await follow('migration-guard predict', { folder, env: { DATABASE_URL: databaseUrl } });
      assert.match(ran.stdout, /note_body/, ran.stderr);
      assert.equal(ran.exitCode, 1);
      assert.deepEqual(await databaseObjects(databaseUrl), before);
    }),
  );
});
