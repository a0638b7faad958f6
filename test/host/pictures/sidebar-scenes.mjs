// The sidebar where the database could be asked: every state of a migration, an index and an environment, for real.
import fs from 'node:fs';
import path from 'node:path';
import { copyExample, draft } from '../../tools/example.mjs';
import { row, startDatabase } from './databases.mjs';
import { edit, open, show } from './sidebar.mjs';
import { command } from './stage.mjs';

const drifted = 'prisma/migrations/20251119083012_chunk_groups/migration.sql';

export const sidebarScenes = {
  sidebar: {
    media: 'sidebar.png',
    isInReadme: true,
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
  'in-order': { play: (stage) => example(stage, { change: removeDraft, expect: 'in place' }) },
  'missing-index': {
    play: (stage) =>
      example(stage, { change: removeDraft, sql: 'DROP INDEX idx_memories_embedding', expect: 'missing' }),
  },
  'every-state': { play: (stage) => everyState(stage, {}) },
  german: {
    play: (stage) => everyState(stage, { language: 'de', view: 'Geschützt', expect: 'Drift' }),
  },
  protected: { play: (stage) => everyKind(stage) },
  'two-projects': {
    play: async (stage) => {
      for (const name of ['chat', 'search']) copyExample(path.join(stage.folder, name));
      fs.writeFileSync(path.join(stage.folder, 'package.json'), '{ "private": true }\n');
      const database = await startDatabase(stage);
      await database.apply(path.join(stage.folder, 'chat'), notTags);
      await show(stage, { env: { DATABASE_URL: database.url }, expect: 'would be dropped' });
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

/** One migration in each state, and indexes in each of theirs. */
async function everyState(stage, options) {
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
  const env = { DATABASE_URL: database.url };
  await show(stage, { env, expect: 'drifted', size: [900, 640], ...options });
}

const rules = `ALTER TABLE "memories" ADD CONSTRAINT "memories_content_not_empty" CHECK ("content" <> '');
ALTER TABLE "chats" ADD CONSTRAINT "chats_title_short" CHECK (length("title") < 200);
ALTER TABLE "chats" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_chats" ON "chats" USING ("title" <> current_user);
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "chats_stamp" BEFORE UPDATE ON "chats" FOR EACH ROW EXECUTE FUNCTION "stamp"();
CREATE TRIGGER "memories_stamp" BEFORE UPDATE ON "memories" FOR EACH ROW EXECUTE FUNCTION "stamp"();
`;

const otherType = `
-- AlterTable
ALTER TABLE "memories" DROP COLUMN "content",
ADD COLUMN     "content" VARCHAR(500) NOT NULL DEFAULT '';
`;

/** What is protected, of every usual kind: in place, about to be dropped, disabled, gone. */
async function everyKind(stage) {
  copyExample(stage.folder);
  const folder = path.join(stage.folder, 'prisma/migrations/20260201100000_rules');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'migration.sql'), rules);
  edit(stage, path.join(draft, 'migration.sql'), (text) => text + otherType);
  const database = await startDatabase(stage);
  await database.apply(stage.folder, notTags);
  await database.run('ALTER TABLE "chats" DISABLE ROW LEVEL SECURITY');
  await database.run('ALTER TABLE "memories" DISABLE TRIGGER "memories_stamp"');
  await show(stage, { env: { DATABASE_URL: database.url }, expect: 'memories_stamp', size: [900, 640] });
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
  const page = await open(stage, {
    env: { DATABASE_URL: local.url, LIVE_URL: live.url },
    expect: 'in place',
  });
  await command(page, 'Migration Guard: Select Environment');
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("live")');
  return page;
}
