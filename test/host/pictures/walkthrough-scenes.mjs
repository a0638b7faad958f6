// Our walkthrough, for review: whether its pictures fit and its words are shown as they are meant.
import { copyExample } from '../../tools/example.mjs';
import { command, hideSidebar } from './stage.mjs';

const steps = ['squiggle', 'sidebar', 'safe-migrate', 'ci'];

export const walkthroughScenes = Object.fromEntries(
  steps.map((step, at) => [
    `walkthrough-${step}`,
    {
      play: async (stage) => {
        copyExample(stage.folder);
        const page = await stage.open({ size: [1200, 760] });
        await hideSidebar(page);
        await command(page, 'Migration Guard: Open Walkthrough');
        const row = page.locator('.getting-started-step').nth(at);
        await row.click();
        await page.waitForTimeout(1500); // The picture slides in.
        await stage.shoot();
      },
    },
  ]),
);
