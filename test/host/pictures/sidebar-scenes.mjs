// The sidebar in each of its states, every one produced for real.
import fs from 'node:fs';
import path from 'node:path';
import { copyExample, draft } from '../../tools/example.mjs';
import { row, startDatabase, startRealServer } from './databases.mjs';
import { command, openFile } from './stage.mjs';

const drifted = 'prisma/migrations/20251119083012_chunk_groups/migration.sql';

/** A sidebar of that width fits the names of migrations and their states. */
const wide = 520;

export const sidebarScenes = {
  sidebar: {
    media: 'sidebar.png',
    play: (stage) =>
      example(stage, {
        change: rewordComment,
        expect: 'drifted, cosmetic',
        size: [1160, 560],
        file: 'add_tags/migration.sql',
      }),
  },
  'sidebar-close': {
    media: 'walkthrough/sidebar.png',
    play: (stage) =>
      example(stage, {
        change: rewordComment,
        expect: 'drifted, cosmetic',
        size: [900, 400],
        width: 400,
        crop: true,
      }),
  },
  'in-order': { play: (stage) => example(stage, { change: removeDraft, expect: 'Applied' }) },
  'missing-index': {
    play: (stage) =>
      example(stage, { change: removeDraft, sql: 'DROP INDEX idx_memories_embedding', expect: 'missing' }),
  },
  'every-state': { play: everyState },
  'no-project': { play: (stage) => show(stage, { expect: 'no Prisma project' }) },
  'not-postgresql': {
    play: (stage) => {
      copyExample(stage.folder);
      for (const file of ['prisma/schema.prisma', 'prisma/migrations/migration_lock.toml']) {
        edit(stage, file, (text) => text.replace('"postgresql"', '"mysql"'));
      }
      return show(stage, { expect: 'PostgreSQL' });
    },
  },
  'not-trusted': {
    play: (stage) => {
      copyExample(stage.folder);
      return show(stage, { workspaceTrust: true, expect: 'trusted' });
    },
  },
  'no-url': { play: (stage) => state(stage, undefined, 'URL') },
  unreachable: {
    play: (stage) => state(stage, 'postgresql://anna:secret@127.0.0.1:1/memories', '127.0.0.1'),
  },
  'wrong-password': {
    play: async (stage) => {
      const server = await startRealServer(stage);
      const url = new URL(await server.createDatabase('memories'));
      url.password = 'not-this-one';
      await state(stage, url.href, 'password');
    },
  },
  'no-table': {
    play: async (stage) => {
      const database = await startDatabase(stage);
      await state(stage, database.url, '_prisma_migrations');
    },
  },
  'config-to-run': {
    play: async (stage) => {
      copyExample(stage.folder);
      edit(
        stage,
        'prisma.config.ts',
        (text) =>
          text.replace("process.env.DATABASE_URL ?? ''", 'urlOf(process.env)') +
          'function urlOf({ DATABASE_URL }) {\n  return DATABASE_URL;\n}\n',
      );
      await show(stage, {
        env: { DATABASE_URL: 'postgresql://anna@127.0.0.1:1/memories' },
        expect: 'Prisma',
      });
    },
  },
  loading: {
    play: async (stage) => {
      const server = await startRealServer(stage);
      const url = await server.createDatabase('memories');
      server.pause();
      stage.later(() => server.resume());
      await state(stage, url, 'Asking');
    },
  },
  'two-projects': {
    play: async (stage) => {
      for (const name of ['chat', 'search']) copyExample(path.join(stage.folder, name));
      fs.writeFileSync(path.join(stage.folder, 'package.json'), '{ "private": true }\n');
      const database = await startDatabase(stage);
      await database.apply(path.join(stage.folder, 'chat'), notTags);
      await show(stage, { env: { DATABASE_URL: database.url }, expect: 'search' });
    },
  },
  environments: {
    play: async (stage) => {
      const page = await manyEnvironments(stage);
      await page.waitForTimeout(500);
      await stage.shoot();
    },
  },
  production: {
    play: async (stage) => {
      const page = await manyEnvironments(stage);
      await page.keyboard.type('live');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.statusbar-item:has-text("live")');
      await page.waitForSelector('.part.sidebar .monaco-list-row:has-text("no_default_title")');
      await page.waitForTimeout(500);
      await stage.shoot();
    },
  },
};

function notTags(name) {
  return !name.endsWith('_add_tags');
}

function edit({ folder }, file, change) {
  const place = path.join(folder, file);
  fs.writeFileSync(place, change(fs.readFileSync(place, 'utf8')));
}

function rewordComment(stage) {
  edit(stage, drifted, (text) => text.replace('Few memories', 'Only few memories'));
}

function removeDraft({ folder }) {
  fs.rmSync(path.join(folder, draft), { recursive: true });
}

/** The example project with a database of its own, in which all but the draft is applied. */
async function example(stage, { change, sql, ...options }) {
  copyExample(stage.folder);
  const database = await startDatabase(stage);
  await database.apply(stage.folder, notTags);
  if (sql) await database.run(sql);
  change?.(stage);
  await show(stage, { env: { DATABASE_URL: database.url }, ...options });
}

/** The example project with some URL. */
async function state(stage, url, expect) {
  copyExample(stage.folder);
  await show(stage, { env: { DATABASE_URL: url }, expect });
}

/** One migration in each state, and indexes in each of theirs. */
async function everyState(stage) {
  copyExample(stage.folder);
  const database = await startDatabase(stage);
  await database.apply(stage.folder, notTags);
  rewordComment(stage);
  edit(
    stage,
    'prisma/migrations/20251125101822_rename_chats/migration.sql',
    (text) => `${text}\nSELECT 1;\n`,
  );
  const folder = path.join(stage.folder, 'prisma/migrations');
  const write = (name, text) => {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    if (text !== undefined) fs.writeFileSync(path.join(folder, name, 'migration.sql'), text);
  };
  const add = 'ALTER TABLE "chats" ADD COLUMN "icon" TEXT;\n';
  write('20260110120000_late_to_the_party', add);
  write('20260302120000_add_icon', add);
  await database.run(
    row('20260302120000_add_icon', add, { finished: false, logs: 'ERROR: column "icon" already exists' }),
  );
  write('20260303120000_again', add);
  await database.run(row('20260303120000_again', add, { finished: false, rolledBack: true }));
  write('20260304120000_empty');
  await database.run(row('20260115120000_from_another_branch', add));
  await database.run('DROP INDEX idx_memories_embedding');
  await database.run(
    "UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name LIKE '%no_default_title'",
  );
  await show(stage, { env: { DATABASE_URL: database.url }, expect: 'drifted', size: [900, 640] });
}

/** The picker of environments, open. */
async function manyEnvironments(stage) {
  copyExample(stage.folder);
  const environments = {
    staging: { variable: 'STAGING_URL' },
    live: { variable: 'LIVE_URL', production: true },
  };
  fs.writeFileSync(path.join(stage.folder, 'migration-guard.json'), JSON.stringify({ environments }));
  const local = await startDatabase(stage);
  await local.apply(stage.folder, notTags);
  const live = await startDatabase(stage);
  await live.apply(stage.folder, (name) => name < '2026');
  const page = await open(stage, { env: { DATABASE_URL: local.url, LIVE_URL: live.url }, expect: 'Applied' });
  await command(page, 'Migration Guard: Select Environment');
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("live")');
  return page;
}

async function show(stage, { crop, ...options }) {
  const page = await open(stage, options);
  const sidebar = await page.locator('.part.sidebar').boundingBox();
  await stage.shoot(crop ? sidebar : undefined);
}

/** Opens our view in the window and waits until it says what is expected. */
async function open(stage, { expect, size = [900, 560], width = wide, env, workspaceTrust, file }) {
  const page = await stage.open({ size, env: { DATABASE_URL: undefined, ...env }, workspaceTrust });
  if (file) {
    await openFile(page, file);
    await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
  }
  await command(page, 'Focus on Protected Indexes View');
  await page.waitForSelector(`.part.sidebar .split-view-view:has-text("${expect}")`, { timeout: 60_000 });
  // Wide enough for the names.
  const edge = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(edge.x + edge.width + 2, 300);
  await page.mouse.down();
  await page.mouse.move(width, 300, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(size[0] - 10, size[1] - 60);
  await page
    .locator('.part.sidebar .monaco-progress-container.active')
    .waitFor({ state: 'hidden', timeout: 2_000 })
    .catch(() => undefined);
  await page.waitForTimeout(500);
  return page;
}
