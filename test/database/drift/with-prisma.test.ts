import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runCheckDrift } from '../../../src/cli/commands/check-drift';
import { runFixDrift } from '../../../src/cli/commands/fix-drift';
import type { FixDriftArgs } from '../../../src/cli/commands/fix-drift-args';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { openDatabase } from '../../../src/adapters/database/open-database';
import { openProjects } from '../../../src/adapters/project/open-projects';
import { checksumOfBytes, sha256 } from '../../../src/adapters/project/sha256';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { planKeep } from '../../../src/workflows/keep-indexes';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { checkDrift } from '../../../src/workflows/check-drift';
import { applyMigrations } from '../../helpers/applied-migrations';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { migrationFile, openPrismaProject, type PrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Both commands as the command line has them, with a given database and without a terminal. */
function commandsOn(folder: string, url: string) {
  const parts = (out: string[], err: string[]) => ({
    openProjects: (paths: readonly string[]) => openProjects(paths, { cwd: folder }),
    connect: () => Promise.resolve(openDatabase(DatabaseUrl.parse(url, 'the test'))),
    ...{ cwd: folder, env: {} },
    ...{
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
    },
  });
  const run = async (body: (deps: ReturnType<typeof parts>) => Promise<number>): Promise<Ran> => {
    const [out, err]: [string[], string[]] = [[], []];
    const exitCode = await body(parts(out, err));
    assertNoSecrets([out.join(''), err.join('')], [new URL(url).password]);
    return { exitCode, stdout: out.join(''), stderr: err.join('') };
  };
  return {
    check: () =>
      run((deps) =>
        runCheckDrift(
          { paths: [], env: 'local', json: false, all: false, schema: false, color: false },
          {
            ...deps,
            findSchemaDrift: () => assert.fail('nobody asked for the schema'),
            checkDrift: (...[source, name, database]) => checkDrift(source, name, database, { sha256 }),
          },
        ),
      ),
    fix: (args: Partial<FixDriftArgs>) =>
      run((deps) =>
        runFixDrift(
          {
            ...{
              names: [],
              accepted: [],
              restore: [],
              keepIndexes: undefined,
              project: undefined,
              allCosmetic: false,
              env: 'local',
              color: false,
            },
            ...{ yes: true, ...args },
          },
          {
            ...deps,
            checkDrift: (source, name, database) => checkDrift(source, name, database, { sha256 }),
            planKeep: (source, report, name, database) =>
              planKeep(() => ReplayedProject.open(source, loadGrammar), report, name, database),
            isLocal: (_, { isLoopback }) => isLoopback,
            sharedWith: () => Promise.resolve({ name: undefined, notCompared: [] }),
            checksumOfFile: (file) => checksumOfBytes(fs.readFileSync(file)),
            replaceText: (file, _before, text) => fs.writeFileSync(file, text),
            ask: () => Promise.resolve(undefined),
          },
        ),
      ),
  };
}

const tags =
  '-- CreateTable\nCREATE TABLE "tags" (\n    "id" SERIAL NOT NULL,\n    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")\n);\n';
const model = 'model Tag {\n  id Int @id @default(autoincrement())\n\n  @@map("tags")\n}\n';

const first = '20260301120000_tags';
const file = migrationFile(first);
let project: PrismaProject;
let url: string;

/** A project with this one migration, and an empty database. */
async function open(version: 6 | 7): Promise<void> {
  project = openPrismaProject({ version, models: model, migrations: { [first]: tags } });
  url = await (await sharedServer()).createDatabase();
}

for (const version of [7, 6] as const) {
  describe(`drift in rows that Prisma ${version} wrote`, () => {
    beforeEach(() => open(version));
    afterEach(() => project.remove());

    it('stops migrate dev, and no longer after fix-drift, which loses no row', async () => {
      const deployed = await project.prisma(url, ['migrate', 'deploy']);
      assert.equal(deployed.exitCode, 0, deployed.stderr);
      await runSql(url, 'INSERT INTO tags VALUES (1), (2)');
      project.write({ [file]: tags.replace('-- CreateTable', '-- Tags, for people') });
      const refused = await project.prisma(url, ['migrate', 'dev', '--name', 'next']);
      assert.equal(refused.exitCode, 130);
      assert.match(refused.stdout + refused.stderr, /modified after it was applied/);

      const { check, fix } = commandsOn(project.folder, url);
      const drift = await check();
      assert.equal(drift.exitCode, 1);
      assert.match(drift.stdout, /cosmetic {3}20260301120000_tags/);
      const fixed = await fix({ allCosmetic: true });
      assert.equal(fixed.exitCode, 0, fixed.stderr);
      assert.equal((await check()).exitCode, 0);
      const accepted = await project.prisma(url, ['migrate', 'dev', '--name', 'next']);
      assert.equal(accepted.exitCode, 0, accepted.stderr);
      assert.deepEqual(await runSql(url, 'SELECT id FROM tags'), [{ id: 1 }, { id: 2 }]);

      const undo = /^ {2}(UPDATE .*;)$/m.exec(fixed.stdout)?.[1] ?? '';
      await runSql(url, undo);
      assert.equal((await check()).exitCode, 1);
    });
  });
}

describe('drift in rows as Prisma writes them', () => {
  beforeEach(async () => {
    await open(7);
    await applyMigrations(url, { [first]: tags });
  });
  afterEach(() => project.remove());

  it('is none before anybody edits a file, nor after git changed its line ends', async () => {
    const { check } = commandsOn(project.folder, url);
    assert.equal((await check()).exitCode, 0);
    project.write({ [file]: tags.replaceAll('\n', '\r\n') });
    assert.equal((await check()).exitCode, 0);
  });

  it('is gone when an index is made again that the migration does not drop any more', async () => {
    const drop = '20260302120000_drop';
    const others = '20260301130000_by_hand';
    const made = 'CREATE INDEX tags_even ON tags (id) WHERE id % 2 = 0;\n';
    const rest = '-- AlterTable\nALTER TABLE "tags" ADD COLUMN "n" INT;\n';
    const dropping = `-- DropIndex\nDROP INDEX "tags_even";\n\n${rest}`;
    project.write({ [migrationFile(others)]: made, [migrationFile(drop)]: dropping });
    await applyMigrations(url, { [others]: made, [drop]: dropping });
    const { check, fix } = commandsOn(project.folder, url);
    // What else has changed is not covered by it.
    const note = '-- migration-guard: kept tags_even, which Prisma will try to drop again\n\n';
    project.write({ [migrationFile(drop)]: note + rest.replace('INT', 'TEXT') });
    const refused = await fix({ keepIndexes: drop });
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /differs in something else/);

    project.write({ [migrationFile(drop)]: note + rest });
    assert.equal((await check()).exitCode, 1);
    const declined = await fix({ keepIndexes: drop, yes: false });
    assert.equal(declined.exitCode, 1);
    const indexes = "SELECT indexdef FROM pg_indexes WHERE indexname = 'tags_even'";
    assert.deepEqual(await runSql(url, indexes), []);

    const kept = await fix({ keepIndexes: drop });
    assert.equal(kept.exitCode, 0, kept.stderr);
    const [index] = await runSql<{ indexdef: string }>(url, indexes);
    assert.match(index?.indexdef ?? 'none', /WHERE/);
    assert.equal((await check()).exitCode, 0);
    const next = await project.prisma(url, ['migrate', 'status']);
    assert.equal(next.exitCode, 0, next.stdout);
  });

  it('is refused where the SQL was changed, and gone when the file is restored', async () => {
    project.write({ [file]: tags.replace('SERIAL', 'INTEGER') });
    const { check, fix } = commandsOn(project.folder, url);
    assert.match((await check()).stdout, /- +"id" SERIAL NOT NULL,\n.*\+ +"id" INTEGER NOT NULL,/);
    assert.equal((await fix({ names: ['20260301120000_tags'] })).exitCode, 1);
    assert.equal((await fix({ restore: ['20260301120000_tags'] })).exitCode, 0);
    assert.equal(fs.readFileSync(project.at(file), 'utf8'), tags);
    assert.equal((await check()).exitCode, 0);
  });

  // Mutation: fixChecksum without Prisma's lock.
  it('is not repaired in the middle of migrate deploy', async () => {
    const slow = migrationFile('20260302120000_slow');
    project.write({ [file]: `-- Tags\n${tags}`, [slow]: 'SELECT pg_sleep(3);\n' });
    const deploying = project.prisma(url, ['migrate', 'deploy']);
    const isRunning = async (): Promise<boolean> => {
      const rows = await runSql(
        url,
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(3)%' AND pid <> pg_backend_pid()",
      );
      return rows.length > 0;
    };
    while (!(await isRunning()));
    const fixed = await commandsOn(project.folder, url).fix({ allCosmetic: true });
    assert.equal(fixed.exitCode, 0, fixed.stderr);
    const unfinished = await runSql(
      url,
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL',
    );
    assert.deepEqual(unfinished, [], 'it waited for the end of the migration');
    assert.equal((await deploying).exitCode, 0);
  });
});
