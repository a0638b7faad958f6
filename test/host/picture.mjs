// npm run picture [-- --light]: media/squiggle.png, the example project's draft migration as VS Code shows it.
import fs from 'node:fs';
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
  let window;
  try {
    await run(process.execPath, ['esbuild.js'], { cwd: project });
    copyExample(workspace);
    window = await openWindow({
      folder: workspace,
      extension: project,
      settings: { ...settings, 'workbench.colorTheme': theme },
      page: { viewport: { width: 1000, height: 600 }, deviceScaleFactor: 2 },
    });
    await arrange(window.page);
    const file = path.join(project, 'media/squiggle.png');
    await window.page.screenshot({ path: file, clip: await editorAndPanel(window.page) });
    console.log(path.relative(process.cwd(), file));
  } finally {
    await window?.close();
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** Opens the migration and the Problems panel, as a person would, points at the squiggle, and waits for our words. */
async function arrange(page) {
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
  await page.keyboard.press('Control+b'); // Hides the side bar.
  await page.waitForSelector('.part.sidebar', { state: 'hidden' });
  await page.keyboard.press('Control+p');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(migration);
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("add_tags")');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
  await page.keyboard.press('Control+Shift+m');
  await page.waitForSelector('.part.panel .monaco-list-row:has-text("drop-protected-index")');
  // The panel cuts the message off; the hover shows the whole of it.
  const squiggle = await page.locator('.squiggly-error').first().boundingBox();
  await page.mouse.move(squiggle.x + squiggle.width / 2, squiggle.y + squiggle.height / 2);
  await page.waitForSelector('.monaco-hover:has-text("Quick Fix")');
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
