// What a person sees in an open migration: the example project's draft, with all others applied.
import fs from 'node:fs';
import path from 'node:path';
import { copyExample, draft } from '../../tools/example.mjs';
import { startDatabase } from './databases.mjs';
import { hideSidebar, openFile, repository } from './stage.mjs';

export const editorScenes = {
  squiggle: {
    media: 'squiggle.png',
    isInReadme: true,
    play: async (stage) => {
      const page = await openDraft(stage, [1000, 600]);
      await page.keyboard.press('Control+Shift+m');
      await page.waitForSelector('.part.panel .monaco-list-row:has-text("drop-protected-index")');
      await pointAt(page, 'similarity search'); // The panel cuts the message off; the hover shows the whole of it.
      const editor = await page.locator('.part.editor').boundingBox();
      const panel = await page.locator('.part.panel').boundingBox();
      await stage.shoot({ ...editor, height: panel.y + panel.height - editor.y });
    },
  },
  hover: {
    media: 'hover.png',
    play: async (stage) => {
      const page = await openDraft(stage);
      await pointAt(page, 'similarity search');
      await stage.shoot(await page.locator('.part.editor').boundingBox());
    },
  },
  'quick-fixes': {
    media: 'quick-fixes.png',
    play: async (stage) => {
      const page = await openDraft(stage);
      const { x, y } = await squiggle(page);
      await page.mouse.click(x, y);
      // VS Code looks for fixes by itself soon after a click, and that would end what is asked for within that time.
      await page.waitForTimeout(1000);
      await page.keyboard.press('Control+.');
      await page.waitForSelector('.action-widget:has-text("Keep idx_memories_embedding")', {
        timeout: 60_000,
      });
      await page.waitForTimeout(500);
      await stage.shoot(await page.locator('.part.editor').boundingBox());
    },
  },
  'squiggle-close': {
    media: 'walkthrough/squiggle.png',
    play: async (stage) => {
      const page = await openDraft(stage, [700, 460]);
      await pointAt(page, 'similarity search');
      await stage.shoot(await page.locator('.part.editor').boundingBox());
    },
  },
  'vector-query': {
    media: 'vector-query.png',
    play: async (stage) => {
      copyExample(stage.folder);
      // It takes the index away.
      fs.rmSync(path.join(stage.folder, draft), { recursive: true });
      const script = path.join(stage.folder, 'search.ts');
      const [, code = ''] = fs.readFileSync(script, 'utf8').split(/^(?=import)/m);
      fs.writeFileSync(script, code.replaceAll('<=>', '<->'));
      // Nothing is installed in the copy, so that TypeScript misses what is imported.
      const page = await stage.open({ settings: { 'typescript.validate.enable': false } });
      await hideSidebar(page);
      await openFile(page, 'search.ts');
      await page.waitForSelector('.squiggly-warning', { timeout: 60_000 });
      await pointAt(page, 'compares all rows', '.squiggly-warning >> nth=-1');
      await stage.shoot(await page.locator('.part.editor').boundingBox());
    },
  },
  'prisma-8': {
    media: 'prisma-8.png',
    play: async (stage) => {
      const fixture = path.join(repository, 'test/fixtures/prisma8/raw-sql');
      fs.cpSync(fixture, stage.folder, { recursive: true });
      const page = await stage.open({});
      await hideSidebar(page);
      await openFile(page, 'without_body/ops.json');
      await page.waitForSelector('.editor-instance .view-line:has-text("dropColumn")');
      await page.keyboard.press('Control+Shift+m');
      await page.waitForSelector('.part.panel .monaco-list-row:has-text("note_trigram")', {
        timeout: 60_000,
      });
      await page.keyboard.press('Control+1');
      await page.keyboard.press('Control+g');
      await page.keyboard.type('30');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.squiggly-info', { timeout: 60_000 });
      await page.waitForTimeout(500);
      const editor = await page.locator('.part.editor').boundingBox();
      const panel = await page.locator('.part.panel').boundingBox();
      await stage.shoot({ ...editor, height: panel.y + panel.height - editor.y });
    },
  },
};

/** The window with nothing but the draft in it, everything of ours shown. */
async function openDraft(stage, size = [1000, 600]) {
  copyExample(stage.folder);
  const database = await startDatabase(stage);
  await database.apply(stage.folder, (name) => !name.endsWith('_add_tags'));
  const page = await stage.open({ env: { DATABASE_URL: database.url }, size });
  await hideSidebar(page);
  await openFile(page, 'add_tags/migration.sql');
  await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
  await page.waitForSelector('.codelens-decoration:has-text("pending on local")', { timeout: 60_000 });
  return page;
}

/** The middle of what is underlined. */
async function squiggle(page, selector = '.squiggly-error >> nth=0') {
  const { x, y, width, height } = await page.locator(selector).boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Points at what is underlined until the hover says something. */
async function pointAt(page, words, selector) {
  await page.mouse.move(10, 10);
  const { x, y } = await squiggle(page, selector);
  await page.mouse.move(x, y);
  await page.waitForSelector(`.monaco-hover:has-text("${words}")`);
  // The link comes last: until then "Checking for quick fixes…" stands there.
  await page.waitForSelector('.monaco-hover .action:has-text("Quick Fix")', { timeout: 60_000 });
  await page.waitForTimeout(500); // The hover grows while it is filled.
}
