import assert from 'node:assert/strict';
import fs from 'node:fs';
import { openProjects } from '../../../src/adapters/open-projects';
import { sha256 } from '../../../src/adapters/files/sha256';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { watchApplied } from '../../../src/workflows/edited-applied';
import { judgingBy } from '../../../src/workflows/judging';
import type { LintSource } from '../../../src/workflows/lint-source';
import { textLinter } from '../../../src/workflows/lint-text';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { applyMigrations } from '../../helpers/applied-migrations';
import { commandIn, follow } from '../../helpers/advice';
import { buildCli, type Ran } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { runLikePsql } from '../../helpers/database-commands';
import { migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { openWorkspace } from '../../helpers/workspace';
import { advised, search, table } from './setting';

/** It has run, whatever it found. */
function runs({ exitCode, stdout, stderr }: Ran, shows: RegExp): void {
  assert.ok(exitCode === 0 || exitCode === 1, `${exitCode}\n${stdout}\n${stderr}`);
  assert.match(`${stdout}\n${stderr}`, shows);
}

async function sourceIn(folder: string): Promise<LintSource> {
  const [project] = await openProjects([], { cwd: folder });
  return project?.source ?? assert.fail('there is no project');
}

describe('what is advised works', () => {
  before(buildCli);

  it(
    'of what shows more: it does, for the same environment',
    advised(async ({ write, commit }, { local, cli, paste }) => {
      const ofDev = /^dev at /m;
      runs(await paste(await cli('fix-drift', '--env', 'dev'), /check-drift/), ofDev);
      runs(await paste(await cli('restore', '--env', 'dev', 'notes_lowr'), /status/), ofDev);

      await applyMigrations(local, { '1_init': table, '2_search': search });
      await runSql(local, 'ALTER TABLE notes ADD COLUMN mine text');
      const refused = await cli('safe-migrate', '--name', 'next');
      assert.equal(refused.exitCode, 1);
      runs(await paste(refused, /check-drift --schema/), /unexpected +column notes\.mine/);

      write({ [migrationFile('1_init')]: `-- the first one\n${table}` });
      commit('everybody has that');
      const kept = await cli('fix-drift', '--env', 'dev', '--keep-indexes', '1_init');
      assert.equal(kept.exitCode, 1);
      runs(await paste(kept, /check-drift/), /cosmetic +1_init/);
      const base = await cli('fix-drift', '--env', 'dev', '--restore-file', '1_init');
      assert.equal(base.exitCode, 1);
      runs(await paste(base, /git show/), /^-- CreateTable/m);

      write({
        [migrationFile('3_hidden')]: `DO $$ BEGIN EXECUTE reverse('"rewol_seton" XEDNI PORD'); END $$;\n`,
      });
      const verified = await cli('verify');
      assert.equal(verified.exitCode, 1);
      runs(await paste(verified, /lint --settled/), /3_hidden|migrations/);
    }),
  );

  it(
    'of an invalid index that no migration makes: its SQL is printed instead of a migration',
    advised(async ({ write }, { dev, cli, paste }) => {
      await runSql(dev, 'CREATE INDEX by_title ON notes (title)');
      await runSql(dev, `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_title'::regclass`);
      const entry = { name: 'by_title', recreateSQL: 'CREATE INDEX by_title ON notes (title)' };
      write({ 'prisma/drift-ignore.json': JSON.stringify({ protectedIndexes: [entry] }) });
      const refused = await cli('restore', '--env', 'dev', '--migration', 'again');
      assert.equal(refused.exitCode, 1);
      const printed = await paste(refused, /restore --env dev by_title$/);
      assert.equal(printed.exitCode, 0, printed.stderr);
      await runLikePsql(dev, printed.stdout);
      assert.equal((await cli('status', '--env', 'dev')).exitCode, 0);
    }),
  );

  it(
    'of an edited migration whose folder was moved: git shows the text to put back',
    advised(async ({ at, folder, write }, { cli }) => {
      fs.mkdirSync(at('database'));
      fs.renameSync(at('prisma'), at('database/prisma'));
      write({
        'prisma.config.ts': `export default { schema: 'database/prisma/schema.prisma', migrations: { path: 'database/prisma/migrations' } };\n`,
        'database/prisma/migrations/1_init/migration.sql': `-- the first one\n${table}`,
      });
      const linted = await cli('lint');
      assert.equal(linted.exitCode, 1, linted.stderr);
      const shown = await follow(commandIn(linted, /git show/), { folder });
      assert.equal(shown.stdout, table);
    }),
  );

  it(
    'of what a clone lacks: git fetches it',
    advised(async ({ folder, git, write, commit }, { dev }) => {
      const clone = openWorkspace();
      try {
        const first = git('rev-parse', 'HEAD~1');
        clone.git('clone', '--quiet', '--depth=1', `file://${folder}`, clone.at('shallow'));
        const shallow = clone.at('shallow');
        const lint = () => runCliHere(shallow, ['lint', '--base', first]);
        const lacks = await lint();
        assert.equal(lacks.exitCode, 2);
        assert.equal(
          (await follow(commandIn(lacks, /git fetch/), { folder: shallow, prismaFolder: folder })).exitCode,
          0,
        );
        assert.notEqual((await lint()).exitCode, 2);

        const applied = `-- of another branch\n${table}`;
        git('checkout', '--quiet', '-b', 'side');
        write({ [migrationFile('1_init')]: applied });
        commit('side');
        await runSql(dev, 'DROP TABLE notes, _prisma_migrations');
        await applyMigrations(dev, { '1_init': applied, '2_search': search });
        clone.git(
          'clone',
          '--quiet',
          '--branch=main',
          '--single-branch',
          `file://${folder}`,
          clone.at('whole'),
        );
        const whole = clone.at('whole');
        clone.git('-C', whole, 'config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*');
        const check = () => runCliHere(whole, ['check-drift', '--url-env', 'DEV_URL'], { DEV_URL: dev });
        const unproved = await check();
        assert.match(unproved.stdout, /unproved +1_init/);
        assert.equal(
          (await follow(commandIn(unproved, /git fetch --all/), { folder: whole, prismaFolder: folder }))
            .exitCode,
          0,
        );
        assert.match((await check()).stdout, /cosmetic +1_init/);
      } finally {
        clone.remove();
      }
    }),
  );

  it(
    'in a clone without packages: status and restore need a URL and nothing else',
    advised(async ({ folder }, { dev }) => {
      await runSql(dev, 'DROP INDEX notes_lower');
      const clone = openWorkspace();
      try {
        clone.git('clone', '--quiet', `file://${folder}`, clone.at('bare'));
        const env = { MONITOR_URL: dev };
        const status = await runCliHere(clone.at('bare'), ['status', '--url-env', 'MONITOR_URL'], env);
        assert.equal(status.exitCode, 1, status.stderr);
        assert.match(status.stdout, /^MONITOR_URL at /m);
        const command = commandIn(status, /restore/);
        assert.equal(command, 'migration-guard restore --url-env MONITOR_URL notes_lower');
        const printed = await follow(command, { folder: clone.at('bare'), prismaFolder: folder, env });
        assert.equal(printed.exitCode, 0, printed.stderr);
        await runLikePsql(dev, printed.stdout);
        const after = await runCliHere(clone.at('bare'), ['status', '--url-env', 'MONITOR_URL'], env);
        assert.equal(after.exitCode, 0, after.stdout);
      } finally {
        clone.remove();
      }
    }),
  );

  it(
    'of a migration that the local database has already: its index comes back there, and nothing is reset',
    advised(async ({ write, folder }, { local, below, cli }) => {
      await applyMigrations(local, { '1_init': table, '2_search': search });
      const dropping = '-- DropIndex\nDROP INDEX "notes_lower";\n';
      const env = { DATABASE_URL: local };
      const told = async (text: string, name: string): Promise<string> => {
        write({ [migrationFile(name)]: text });
        await applyMigrations(local, { [name]: text });
        const source = await sourceIn(below);
        const project = await ReplayedProject.open(source, loadGrammar);
        const lintText = textLinter(project, judgingBy({}));
        const migration = source.migrations.find((one) => one.name === name) ?? assert.fail();
        const applied = { environment: 'local', isLocal: true, checksum: sha256(text), text };
        const [finding] = await lintText(migration, { ...applied, newFile: () => undefined });
        return finding?.why ?? assert.fail('lint says nothing');
      };
      const ran = async (why: string, more = ''): Promise<Ran> => {
        const command = commandIn({ stdout: why, stderr: '' }, /./);
        return follow(`${command}${more}`, {
          folder: below,
          prismaFolder: folder,
          env,
        });
      };

      const why = await told(dropping, '20200101000000_drop');
      // The quick fix, which leaves a comment in the place of the statement.
      assert.equal((await cli('lint', '--fix')).exitCode, 0);
      const kept = await ran(why, ' --yes');
      assert.equal(kept.exitCode, 0, kept.stderr);
      assert.equal((await cli('status')).exitCode, 0);

      const weaker = `${dropping}\n-- CreateIndex\nCREATE INDEX "notes_lower" ON "notes"("title");\n`;
      const restored = await ran(await told(weaker, '20200102000000_weaker'));
      assert.equal(restored.exitCode, 0, restored.stderr);
      assert.match(restored.stderr, /Wrote .*_restore_notes_lower/);

      const edited = `-- a word\n${weaker}`;
      const source = await sourceIn(below);
      const watch = watchApplied(source, sha256);
      const lintText = textLinter(await ReplayedProject.open(source, loadGrammar), judgingBy({}), watch);
      const file = source.migrations.find(({ name }) => name === '20200102000000_weaker') ?? assert.fail();
      const row = { environment: 'local', isLocal: true, checksum: sha256(weaker), text: weaker };
      const findings = await lintText({ ...file, text: edited }, { ...row, newFile: () => undefined });
      const about = findings.find(({ rule }) => rule === 'edited-applied-migration');
      write({ [migrationFile('20200102000000_weaker')]: edited });
      const drift = await ran(about?.why ?? '');
      assert.equal(drift.exitCode, 1);
      const accepted = commandIn(await cli('check-drift'), /--accept/);
      assert.equal((await ran(`Then ${accepted}`, ' --yes')).exitCode, 0);
    }),
  );

  it(
    'where Prisma has a URL of its own: nothing is sent to that database in the place of another',
    advised(async ({ folder, write, commit }, { local, dev, cli }) => {
      await applyMigrations(local, { '1_init': table, '2_search': search });
      const own = `export default { schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' }, datasource: { url: '${local}' } };\n`;
      write({ 'prisma.config.ts': own, [migrationFile('3_next')]: 'SELECT 1;\n' });
      commit('next');
      const sentence = /Prisma would not reach dev \(\S+\): it has the URL of \S+ from datasource\.url/;
      const migrated = await cli('migrate', '--env', 'dev');
      assert.equal(migrated.exitCode, 2);
      assert.match(migrated.stderr, sentence);
      const resolve = ['npx', 'prisma', 'migrate', 'resolve', '--applied', '3_next'];
      const resolved = await cli('run', '--env', 'dev', '--project', folder, '--', ...resolve);
      assert.equal(resolved.exitCode, 2);
      assert.match(resolved.stderr, sentence);
      for (const url of [local, dev]) {
        const rows = await runSql<{ name: string }>(
          url,
          'SELECT migration_name AS name FROM _prisma_migrations',
        );
        assert.ok(!rows.some(({ name }) => name === '3_next'));
      }
    }),
  );
});
