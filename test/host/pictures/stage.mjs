// Where a scene is played: a folder, what it starts, one window, one picture.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWindow } from '../launcher/server.mjs';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Nothing in the picture but what it is about. */
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
  'terminal.integrated.fontFamily': 'DejaVu Sans Mono',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.editorActionsLocation': 'hidden',
};

/**
 * Plays a scene and clears up. The scene gets a stage:
 *   folder    an empty folder for its workspace
 *   later(f)  has f called at the end, the last one first
 *   open(…)   opens the folder in a window, with the options of `openWindow`, and resolves to the page
 *   shoot(clip)  takes the picture, of that part of the page
 */
export async function onStage({ theme, file, sharpness }, play) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-picture-'));
  // The name of the folder can be read in the picture.
  const folder = path.join(temporary, 'memories');
  fs.mkdirSync(folder);
  const cleanUps = [() => fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })];
  const later = (cleanUp) => void cleanUps.push(cleanUp);
  let page;
  const open = async ({ settings: more, size = [1000, 600], ...options } = {}) => {
    const window = await openWindow({
      folder,
      extension: repository,
      settings: { ...settings, 'workbench.colorTheme': theme, ...more },
      page: {
        viewport: { width: size[0], height: size[1] },
        deviceScaleFactor: sharpness,
        // VS Code gives up a theme of high contrast where the system has none.
        forcedColors: theme.includes('Contrast') ? 'active' : 'none',
      },
      ...options,
    });
    later(() => window.close());
    page = window.page;
    await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
    return page;
  };
  const shoot = (clip) => page.screenshot({ path: file, ...(clip && { clip }) });
  try {
    await play({ folder, later, open, shoot });
  } catch (error) {
    // What there was instead of what the scene waited for.
    await page
      ?.screenshot({ path: path.join(repository, '.vscode-test/failed-picture.png') })
      .catch(() => undefined);
    throw error;
  } finally {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  }
}

/** Runs a command of the palette, as a person would: again, where the window has not come far enough to know it. */
export async function command(page, title) {
  const entry = `.quick-input-list .monaco-list-row.focused:has-text("${title.split(': ').at(-1)}")`;
  for (let tries = 5; ; tries -= 1) {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input');
    await page.keyboard.type(title);
    try {
      await page.waitForSelector(entry, { timeout: 3_000 });
      break;
    } catch (error) {
      if (tries === 1) throw error;
      await page.keyboard.press('Escape');
    }
  }
  await page.keyboard.press('Enter');
}

/** Hides the sidebar with the files, which is there at first. */
export async function hideSidebar(page) {
  await page.keyboard.press('Control+b');
  await page.waitForSelector('.part.sidebar', { state: 'hidden' });
}

/** Opens a file by the end of its path, as a person would. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+p');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type(name);
  const folder = name.split('/')[0];
  await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${folder}")`);
  await page.keyboard.press('Enter');
}
