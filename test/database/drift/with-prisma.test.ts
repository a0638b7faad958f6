import assert from 'node:assert/strict';
import fs from 'node:fs';
import { applyMigrations } from '../../helpers/applied-migrations';
import type { Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { migrationFile, openPrismaProject, type PrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';

/** Both commands, on a given database and without a terminal. */
function commandsOn(folder: string, url: string) {
  const run = async (args: readonly string[]): Promise<Ran> => {
    const ran = await runCliHere(folder, args, { DATABASE_URL: url });
    assertNoSecrets([ran.stdout, ran.stderr], [new URL(url).password]);
    return ran;
  };
  return {
    check: () => run(['check-drift']),
    fix: (...args: string[]) => run(['fix-drift', ...args]),
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
      const fixed = await fix('--all-cosmetic', '--yes');
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
    const refused = await fix('--keep-indexes', drop, '--yes');
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /differs in more than/);

    project.write({ [migrationFile(drop)]: note + rest });
    assert.equal((await check()).exitCode, 1);
    const declined = await fix('--keep-indexes', drop);
    assert.equal(declined.exitCode, 1);
    const indexes = "SELECT indexdef FROM pg_indexes WHERE indexname = 'tags_even'";
    assert.deepEqual(await runSql(url, indexes), []);

    const kept = await fix('--keep-indexes', drop, '--yes');
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
    assert.equal((await fix('20260301120000_tags', '--yes')).exitCode, 1);
    assert.equal((await fix('--restore-file', '20260301120000_tags', '--yes')).exitCode, 0);
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
    const fixed = await commandsOn(project.folder, url).fix('--all-cosmetic', '--yes');
    assert.equal(fixed.exitCode, 0, fixed.stderr);
    const unfinished = await runSql(
      url,
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL',
    );
    assert.deepEqual(unfinished, [], 'it waited for the end of the migration');
    assert.equal((await deploying).exitCode, 0);
  });
});
