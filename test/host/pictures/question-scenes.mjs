// What is offered and asked for: a name, a task, a file with the URL, a migration of another branch, a rule's page.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { copyExample, draft } from '../../tools/example.mjs';
import { row, startDatabase } from './databases.mjs';
import { edit, open, shootBelowTitle, show } from './sidebar.mjs';
import { command, hideSidebar, openFile } from './stage.mjs';

export const questionScenes = {
  'env-file': { play: (stage) => envFile(stage, { expect: 'Needs attention' }) },
  'migration-name': {
    play: (stage) => migrationName(stage, 'Safe Migrate: Create', 'Name of the New Migration'),
  },
  'german-migration-name': {
    play: (stage) => migrationName(stage, 'Sicher migrieren', 'Name der neuen Migration', { language: 'de' }),
  },
  'run-task': {
    play: async (stage) => {
      copyExample(stage.folder);
      const page = await stage.open({ size: [900, 480] });
      await hideSidebar(page);
      await page.waitForSelector('.statusbar-item:has-text("local")', { timeout: 60_000 }); // Else nothing offers tasks yet.
      await page.keyboard.press('Control+p');
      await page.waitForSelector('.quick-input-widget input');
      await page.keyboard.type('task ');
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: 'migration-guard' })
        .first()
        .click();
      await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("check-drift")');
      await page.waitForTimeout(500);
      await stage.shoot(); // The box stands on the title bar.
    },
  },
  'missing-here': { play: missingHere },
  'rule-page': {
    play: async (stage) => {
      copyExample(stage.folder);
      const page = await stage.open({ size: [900, 700] });
      await hideSidebar(page);
      await openFile(page, 'add_tags/migration.sql');
      await page.locator('.squiggly-error').first().click({ timeout: 60_000, force: true });
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .monaco-list-row', { hasText: 'means' }).first().click();
      await page.waitForSelector('.tab:has-text("drop-protected-index")');
      await page.waitForTimeout(5_000); // A preview is a page of its own.
      await shootBelowTitle(stage, page);
    },
  },
};

/** The project of a repository that has its .env at the top. */
async function envFile(stage, options) {
  const below = path.join(stage.folder, 'packages/db');
  copyExample(below);
  fs.renameSync(path.join(below, '.git'), path.join(stage.folder, '.git'));
  const database = await startDatabase(stage);
  await database.apply(below, (name) => !name.endsWith('_add_tags'));
  fs.writeFileSync(path.join(stage.folder, '.env'), `DATABASE_URL=${database.url}\n`);
  fs.writeFileSync(path.join(stage.folder, '.gitignore'), '.env\n');
  await show(stage, options);
}

/** The box for the name, with the proposal in it. */
async function migrationName(stage, title, question, options = {}) {
  copyExample(stage.folder);
  fs.rmSync(path.join(stage.folder, draft), { recursive: true });
  edit(stage, 'prisma/schema.prisma', (text) => text.replace(/^model Memory \{$/m, '$&\n  mood String?'));
  const page = await stage.open({ size: [900, 400], ...options });
  await hideSidebar(page);
  await openFile(page, 'schema.prisma');
  await command(page, `Migration Guard: ${title}`);
  await page.waitForSelector(`.quick-input-widget:has-text("${question}")`);
  await page.waitForFunction(
    () => globalThis.document.querySelector('.quick-input-widget input')?.value !== '',
    {
      timeout: 60_000,
    },
  );
  await page.waitForTimeout(500);
  await stage.shoot();
}

/** A migration that is applied and stands on another branch, shown from there. */
async function missingHere(stage) {
  copyExample(stage.folder);
  fs.rmSync(path.join(stage.folder, draft), { recursive: true });
  const name = '20260201000000_add_icon';
  const text = 'ALTER TABLE "chats" ADD COLUMN "icon" TEXT;\n';
  const folder = path.join(stage.folder, 'prisma/migrations', name);
  const git = (...args) => execFileSync('git', args, { cwd: stage.folder, stdio: 'pipe' });
  git('switch', '--quiet', '--create', 'chat-icons');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'migration.sql'), text);
  git('add', '.');
  const identity = ['-c', 'user.name=Example', '-c', 'user.email=example@example.invalid'];
  git(...identity, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', 'Add icons');
  git('switch', '--quiet', 'main');
  const database = await startDatabase(stage);
  await database.apply(stage.folder);
  await database.run(text);
  await database.run(row(name, text));
  const env = { DATABASE_URL: database.url };
  const page = await open(stage, { env, size: [1160, 480], width: 460, expect: 'missing here' });
  await page.locator('.part.sidebar .monaco-list-row', { hasText: 'add_icon' }).click({ button: 'right' });
  await page.locator('.monaco-menu .action-item', { hasText: 'Show It' }).first().click();
  await page.waitForSelector('.codelens-decoration:has-text("Check Out These Files")');
  await page.waitForTimeout(500);
  await shootBelowTitle(stage, page);
}
