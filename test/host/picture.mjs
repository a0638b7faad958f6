// npm run picture [-- --light]: media/*.png, the example project's draft migration as VS Code shows it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample } from '../tools/example.mjs';
import { run } from './launcher/programs.mjs';
import { runAsScript } from './launcher/script.mjs';
import { openWindow } from './launcher/server.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));
const migration = 'add_tags/migration.sql';

/** Nothing in the picture but the migration and what we say about it. */
const settings = {
  'breadcrumbs.enabled': false,
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
  'editor.hover.above': false,
  'editor.lightbulb.enabled': 'off',
  'editor.minimap.enabled': false,
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'files.associations': { '*.sql': 'sql' },
  'problems.showCurrentInStatus': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
};

async function main() {
  const theme = process.argv.includes('--light') ? 'Default Light Modern' : 'Default Dark Modern';
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-picture-'));
  const workspace = path.join(temporary, 'memories');
  const cleanUps = [() => fs.rmSync(temporary, { recursive: true, force: true })];
  try {
    await run(process.execPath, ['esbuild.js'], { cwd: project });
    copyExample(workspace);
    cleanUps.push(await startDatabase(workspace));
    const window = await openWindow({
      folder: workspace,
      extension: project,
      settings: { ...settings, 'workbench.colorTheme': theme },
      page: { viewport: { width: 1000, height: 600 }, deviceScaleFactor: 2 },
    });
    cleanUps.push(() => window.close());
    const { page } = window;
    await openMigration(page);
    await arrange(page);
    await take(page, 'squiggle', await editorAndPanel(page));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+j'); // Hides the panel.
    await page.waitForSelector('.part.panel', { state: 'hidden' });
    await showHover(page);
    await take(page, 'hover', await page.locator('.part.editor').boundingBox());
    await showFixes(page);
    await take(page, 'quick-fixes', await page.locator('.part.editor').boundingBox());
    await page.keyboard.press('Escape');
    await showSidebar(page, workspace);
    await take(page, 'sidebar', { x: 0, y: 0, width: 1160, height: 600 });
  } finally {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  }
}

async function take(page, name, clip) {
  const file = path.join(project, `media/${name}.png`);
  await page.screenshot({ path: file, clip });
  console.log(path.relative(process.cwd(), file));
}

/** The project's local database, in which all but the draft is applied. What it resolves to ends it. */
async function startDatabase(workspace) {
  const { openEmbedded } = createRequire(import.meta.url)('../../dist/embedded.js');
  const database = await openEmbedded(['vector']);
  process.env.DATABASE_URL = await database.serve();
  await database.run(`CREATE TABLE "_prisma_migrations" (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
  const folder = path.join(workspace, 'prisma/migrations');
  for (const name of fs.readdirSync(folder).sort()) {
    const file = path.join(folder, name, 'migration.sql');
    if (!fs.existsSync(file) || name.endsWith('_add_tags')) continue;
    const text = fs.readFileSync(file, 'utf8');
    await database.run(text);
    await database.run(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES (gen_random_uuid()::text, '${createHash('sha256').update(text).digest('hex')}', '${name}', now(), 1)`);
  }
  return () => database.close();
}

/** Opens the migration, as a person would. */
async function openMigration(page) {
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
  await page.keyboard.press('Control+b'); // Hides the side bar.
  await page.waitForSelector('.part.sidebar', { state: 'hidden' });
  await page.keyboard.press('Control+p');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(migration);
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("add_tags")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
  await page.waitForSelector('.codelens-decoration:has-text("pending on local")', { timeout: 60_000 });
}

/** Opens the Problems panel, points at the squiggle, and waits for our words. */
async function arrange(page) {
  await page.keyboard.press('Control+Shift+m');
  await page.waitForSelector('.part.panel .monaco-list-row:has-text("drop-protected-index")');
  // The panel cuts the message off; the hover shows the whole of it.
  const squiggle = await page.locator('.squiggly-error').first().boundingBox();
  await page.mouse.move(squiggle.x + squiggle.width / 2, squiggle.y + squiggle.height / 2);
  await page.waitForSelector('.monaco-hover:has-text("Quick Fix")');
}

/** Points at the name of the index, where the hover tells about it below what is wrong. */
async function showHover(page) {
  await page.mouse.move(10, 10);
  const squiggle = await page.locator('.squiggly-error').first().boundingBox();
  await page.mouse.move(squiggle.x + squiggle.width / 2, squiggle.y + squiggle.height / 2);
  await page.waitForSelector('.monaco-hover:has-text("similarity search")');
  await page.waitForTimeout(500); // The hover grows while it is filled.
}

/** Opens our view, in which one migration has drifted. */
async function showSidebar(page, workspace) {
  await page.setViewportSize({ width: 1160, height: 600 });
  const drifted = path.join(workspace, 'prisma/migrations/20251119083012_chunk_groups/migration.sql');
  fs.writeFileSync(drifted, fs.readFileSync(drifted, 'utf8').replace('Few memories', 'Only few memories'));
  await page.keyboard.press('Control+Shift+p');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type('Focus on Protected Indexes View');
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("Protected Indexes")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.part.sidebar .monaco-list-row:has-text("drifted, cosmetic")', {
    timeout: 60_000,
  });
  // Wide enough for the names.
  const edge = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(edge.x + edge.width + 2, 300);
  await page.mouse.down();
  await page.mouse.move(520, 300, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(900, 500);
  await page.waitForTimeout(500);
}

/** Opens the menu of quick fixes at the name of the index. */
async function showFixes(page) {
  await page.mouse.move(10, 10);
  await page.keyboard.press('Escape');
  const squiggle = await page.locator('.squiggly-error').first().boundingBox();
  await page.mouse.click(squiggle.x + squiggle.width / 2, squiggle.y + squiggle.height / 2);
  await page.keyboard.press('Control+.');
  await page.waitForSelector('.action-widget:has-text("Keep idx_memories_embedding")');
  await page.waitForTimeout(500);
}

/** The rectangle that the editor and the panel below it fill together. */
async function editorAndPanel(page) {
  const editor = await page.locator('.part.editor').boundingBox();
  const panel = await page.locator('.part.panel').boundingBox();
  return {
    x: editor.x,
    y: editor.y,
    width: editor.width,
    height: panel.y + panel.height - editor.y,
  };
}

await runAsScript(import.meta.url, main);
