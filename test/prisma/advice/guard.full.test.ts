import assert from 'node:assert/strict';
import fs from 'node:fs';
import { follow } from '../../helpers/advice';
import { applyMigrations } from '../../helpers/applied-migrations';
import { buildCli, type Ran } from '../../helpers/cli';
import { prismaEnvironment } from '../../helpers/prisma-cli';
import { migrationFile, type PrismaProject } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { claudeDecision, claudeInput, giveToGuard } from '../../unit/guard/ask-guard';
import { advised, search, table } from './setting';

/** Prisma does not see INCLUDE, and writes DROP INDEX for it each time. */
const covering = 'CREATE INDEX "notes_covering" ON "notes" ("id") INCLUDE ("title");\n';
const migrations = { '1_init': table, '2_search': search, '2_search_covering': covering };
const schema = `datasource db {
  provider = "postgresql"
}

model notes {
  id    Int     @id
  title String
  tag   String?
}
`;

describe('what guard advises works', () => {
  before(buildCli);

  it(
    'of each denied command: its command does the same without the loss',
    advised(async (project, { local }) => {
      await applyMigrations(local, migrations);
      project.write({ [migrationFile('2_search_covering')]: covering });
      project.commit('Cover');
      project.write({ 'prisma/schema.prisma': schema });
      const paste = pasterOf(project, local);

      await paste('npx prisma migrate reset --force', 'status');
      await paste("psql -c 'DROP INDEX notes_covering'", 'lint');
      await paste('npx prisma migrate dev --create-only --name add_tag', 'safe-migrate --name add_tag');
      const [made] = newMigrations(project);
      assert.ok(made !== undefined && !/DROP/.test(fs.readFileSync(project.at(migrationFile(made)), 'utf8')));
      fs.rmSync(project.at(`prisma/migrations/${made}`), { recursive: true });
      await paste('npx prisma migrate dev --name add_tag', 'dev --name add_tag');
      const columns = "SELECT count(*)::int AS n FROM pg_attribute WHERE attname = 'tag'";
      assert.deepEqual(await runSql(local, columns), [{ n: 1 }]);

      project.write({
        [migrationFile('99999999999999_drop')]: '-- DropIndex\nDROP INDEX "notes_covering";\n',
      });
      await paste('npx prisma migrate deploy', 'lint --fix');
      assert.equal((await judged(project, 'npx prisma migrate deploy'))[0], 'allow');
      const kept = "SELECT count(*)::int AS n FROM pg_class WHERE relname = 'notes_covering'";
      assert.deepEqual(await runSql(local, kept), [{ n: 1 }]);
    }),
  );
});

async function judged({ folder }: PrismaProject, command: string): Promise<readonly [string, string]> {
  return claudeDecision(await giveToGuard(folder, claudeInput(command, folder)));
}

/** Has a command denied, and runs what is advised, which has to be that, as somebody would who pastes it. */
function pasterOf(project: PrismaProject, url: string) {
  const { folder } = project;
  const env = { ...prismaEnvironment(folder), DATABASE_URL: url };
  return async (denied: string, advice: string): Promise<Ran> => {
    const [decision, reason] = await judged(project, denied);
    assert.equal(decision, 'deny', denied);
    assert.ok(reason.endsWith(`: npx migration-guard ${advice}`), reason);
    const ran = await follow(`migration-guard ${advice}`, { folder, env });
    assert.equal(ran.exitCode, 0, `${ran.stdout}\n${ran.stderr}`);
    return ran;
  };
}

function newMigrations({ at }: PrismaProject): string[] {
  return fs.readdirSync(at('prisma/migrations')).filter((name) => name.endsWith('_add_tag'));
}
