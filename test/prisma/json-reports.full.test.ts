import assert from 'node:assert/strict';
import { lint, status } from '../../src/api';
import type { DoctorJson } from '../../src/core/reports/doctor';
import { applyMigrations } from '../helpers/applied-migrations';
import { runCliHere } from '../helpers/cli-here';
import { prismaEnvironment } from '../helpers/prisma-cli';
import { inPrismaProject, migrationFile } from '../helpers/prisma-project';
import { checkReport } from '../helpers/reports';
import { sharedPglite } from '../helpers/shared-servers';
import { runSql } from '../helpers/sql';
import { reportNames } from '../tools/json-schemas';

const migrations = {
  '20260101000000_init': 'CREATE TABLE "memories" ("id" INTEGER PRIMARY KEY, "title" TEXT NOT NULL);\n',
  '20260102000000_search': 'CREATE INDEX "memories_title_hash" ON "memories" USING hash ("title");\n',
};

const contents = {
  models: 'model memories {\n  id    Int    @id\n  title String\n  tag   String?\n}\n',
  migrations,
  files: {
    'migration-guard.json': '{ "rules": { "drop-unknown-index": "off" /* nobody minds */ } }\n',
    'prisma/drift-ignore.json': '{ "protectedIndexes": [{ "name": "memories_gone" }] }\n',
  },
};

const reading: readonly (readonly string[])[] = [
  ['explain', '--json'],
  ['audit', '--json'],
  ['check-drift', '--json', '--schema'],
  ['doctor', '--json'],
  ['inspect', '--json'],
  ['inspect', '--table', 'memories', '--json'],
  ['inspect', '--json', '--indexes'],
  ['lint', '--format', 'json', '--base', 'none'],
  ['predict', '--json'],
  ['status', '--json', '--schema'],
  ['verify', '--json'],
];

const writing: readonly (readonly string[])[] = [
  ['restore', '--json', '--migration', 'back'],
  ['safe-migrate', '--json', '--offline', '--name', 'tag'],
];

/** What a program does not get of a report that the command line prints. */
function without<Value extends object>(
  value: Value,
  ...keys: readonly (keyof Value & string)[]
): Partial<Value> {
  const left = Object.entries(value).filter(([name]) => !keys.some((key) => key === name));
  return Object.fromEntries(left) as Partial<Value>;
}

describe('the reports as JSON', () => {
  it(
    'are as their schemas say, of every command and where much is wrong; the API gives the same',
    inPrismaProject(contents, async ({ folder, write }) => {
      const { url, clear } = await sharedPglite();
      await clear();
      await applyMigrations(url, migrations);
      await runSql(url, 'DROP INDEX memories_title_hash');
      write({
        [migrationFile('20260101000000_init')]: `-- Memories\n${migrations['20260101000000_init']}`,
        [migrationFile('20260103000000_drop')]: '-- DropIndex\nDROP INDEX "memories_title_hash";\n',
      });
      const env = { ...prismaEnvironment(folder), DATABASE_URL: url };
      const printed = new Map<string, unknown>();
      const runAll = async (commands: readonly (readonly string[])[]): Promise<void> => {
        for (const args of commands) {
          const { stdout, stderr } = await runCliHere(folder, args, env);
          const name = checkReport(args, stdout);
          assert.ok(name, `${args.join(' ')} printed no report: ${stdout}${stderr}`);
          printed.set(name, JSON.parse(stdout));
        }
      };
      await runAll(reading);
      const { projects: diagnosed } = printed.get('doctor') as DoctorJson;
      assert.deepEqual(
        diagnosed.flatMap(({ environments }) => environments.map(({ database }) => database.answer)),
        ['reachable', 'not-asked', 'not-asked'],
      );
      assert.deepEqual(await lint({ cwd: folder, base: 'none' }), printed.get('lint'));
      process.env['OF_THIS_TEST'] = url;
      try {
        const options = { cwd: folder, urlEnv: 'OF_THIS_TEST', schema: true };
        const { projects } = printed.get('status') as Awaited<ReturnType<typeof status>>;
        const same = projects.map((project) => ({
          ...project,
          environment: 'OF_THIS_TEST',
          migrations: project.migrations.map((migration) => without(migration, 'remarks', 'remedies')),
        }));
        assert.deepEqual((await status(options)).projects, same);
      } finally {
        delete process.env['OF_THIS_TEST'];
      }
      await runAll(writing);
      assert.deepEqual([...printed.keys()].sort(), [...reportNames].sort());
    }),
  );
});
