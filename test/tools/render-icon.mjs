// npm run icon: media/icon.png from media/icon.svg. The Marketplace takes no SVG.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../host/launcher/chromium.mjs';
import { runAsScript } from '../host/launcher/script.mjs';

const media = (name) => fileURLToPath(new URL(`../../media/${name}`, import.meta.url));

async function main() {
  const svg = fs.readFileSync(media('icon.svg'), 'utf8');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
    await page.setContent(`<body style="margin: 0">${svg}</body>`);
    await page.screenshot({ path: media('icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}

await runAsScript(import.meta.url, main);
