// What is seen by somebody who has opened no file: a draft that would drop an index, and then the accident itself.
import fs from 'node:fs';
import path from 'node:path';
import { copyExample, draft } from '../../tools/example.mjs';
import { row, startDatabase } from './databases.mjs';
import { open, shootBelowTitle, show } from './sidebar.mjs';
import { command } from './stage.mjs';

const german = { language: 'de', view: 'Geschützt' };

export const accidentScenes = {
  'unseen-draft': { play: (stage) => unseenDraft(stage, { size: [1400, 560], expect: '1 of 2 in danger' }) },
  // As wide as VS Code makes a sidebar at first, and as narrow as it can be.
  'narrow-300': { play: (stage) => narrow(stage, 300) },
  'narrow-170': { play: (stage) => narrow(stage, 170) },
  accident: { play: (stage) => accident(stage, { before: 'in place', expect: 'dropped by add_tags' }) },
  'german-accident': {
    play: (stage) => accident(stage, { ...german, before: 'vorhanden', expect: 'gelöscht von add_tags' }),
  },
};

/** The example project with its database, all but the draft applied. */
async function project(stage) {
  copyExample(stage.folder);
  const database = await startDatabase(stage);
  await database.apply(stage.folder, (name) => !name.endsWith('_add_tags'));
  return { database, env: { DATABASE_URL: database.url } };
}

async function unseenDraft(stage, options) {
  const { env } = await project(stage);
  const page = await open(stage, { env, ...options });
  await page.keyboard.press('Control+Shift+m');
  await page.waitForSelector('.part.panel .monaco-list-row:has-text("drop-protected-index")');
  await page.mouse.move(700, 20); // Not on a row: its hover would hide others.
  await page.waitForTimeout(500);
  await shootBelowTitle(stage, page);
}

/** The sidebar of that width alone. */
async function narrow(stage, width) {
  const { env } = await project(stage);
  await show(stage, { env, width, size: [800, 480], expect: 'in danger', crop: true });
}

/** The window sees the index, then a migration drops it, as `prisma migrate dev` in some terminal does. */
async function accident(stage, { before, expect, ...options }) {
  const { database, env } = await project(stage);
  const text = '-- DropIndex\nDROP INDEX "idx_memories_embedding";\n';
  fs.writeFileSync(path.join(stage.folder, draft, 'migration.sql'), text);
  const page = await open(stage, { env, size: [1100, 560], expect: before, ...options });
  await database.run(text);
  await database.run(row(path.basename(draft), text));
  await command(page, `Migration Guard: ${options.language === 'de' ? 'Aktualisieren' : 'Refresh'}`);
  await page.waitForSelector(`.part.sidebar .split-view-view:has-text("${expect}")`, { timeout: 60_000 });
  // As a toast it goes by itself after some seconds.
  await command(page, 'Notifications: Show Notifications');
  await page.waitForSelector('.notifications-center .notification-list-item:has-text("add_tags")');
  await page.waitForTimeout(500);
  await shootBelowTitle(stage, page);
}
