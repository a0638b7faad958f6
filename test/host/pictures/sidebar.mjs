// Opens our view and takes its picture.
import fs from 'node:fs';
import path from 'node:path';
import { command, openFile } from './stage.mjs';

/** A sidebar of that width fits the names of migrations and their states. */
const wide = 520;

/** The picture of our view: of the sidebar alone, or of all below the title bar. */
export async function show(stage, { crop, ...options }) {
  const page = await open(stage, options);
  if (crop) await stage.shoot(await page.locator('.part.sidebar').boundingBox());
  else await shootBelowTitle(stage, page);
}

/** The picture of all but the title bar, which says nothing of ours. */
export async function shootBelowTitle(stage, page) {
  const { width, height } = page.viewportSize();
  const title = await page.locator('.part.titlebar').boundingBox();
  const y = title.y + title.height;
  await stage.shoot({ x: 0, y, width, height: height - y });
}

/** Opens our view in the window and waits until it says what is expected, and, unless `isAsking`, asks no more. */
export async function open(stage, options) {
  const {
    expect,
    size = [900, 560],
    width = wide,
    view = 'Protected',
    file,
    env,
    isAsking = false,
    ...others
  } = options;
  const page = await stage.open({ size, env: { DATABASE_URL: undefined, ...env }, ...others });
  if (file) {
    await openFile(page, file);
    await page.waitForSelector('.squiggly-error', { timeout: 60_000 });
  }
  await command(page, `Focus on ${view} View`);
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
    .first()
    .waitFor({ state: 'hidden', timeout: isAsking ? 2_000 : 20_000 })
    .catch(() => undefined);
  if (file) await page.waitForSelector('.codelens-decoration:has-text("on local")', { timeout: 60_000 });
  await page.waitForTimeout(500);
  return page;
}

/** Changes a file of the scene's project. */
export function edit({ folder }, file, change) {
  const target = path.join(folder, file);
  fs.writeFileSync(target, change(fs.readFileSync(target, 'utf8')));
}
