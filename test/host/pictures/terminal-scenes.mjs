// What the command line says, in a terminal of the window.
import fs from 'node:fs';
import path from 'node:path';
import { copyExample, draft, installPrisma } from '../../tools/example.mjs';
import { startDatabase } from './databases.mjs';
import { command, hideSidebar, repository } from './stage.mjs';

export const terminalScenes = {
  'safe-migrate': {
    media: 'walkthrough/safe-migrate.png',
    play: async (stage) => {
      copyExample(stage.folder);
      fs.rmSync(path.join(stage.folder, draft), { recursive: true });
      installPrisma(stage.folder);
      const database = await startDatabase(stage);
      await database.apply(stage.folder);
      await type(stage, 'migration-guard safe-migrate --name add_tags', { DATABASE_URL: database.url });
    },
  },
  lint: {
    media: 'walkthrough/ci.png',
    play: async (stage) => {
      copyExample(stage.folder);
      await type(stage, 'migration-guard lint', {});
    },
  },
};

/** What the shell asks for a command with. */
const prompt = '$ ';

/** The picture of a terminal in which a command has been run. */
async function type(stage, line, env) {
  fs.writeFileSync(path.join(stage.folder, '../setup.sh'), setUp(stage, env));
  const page = await stage.open({
    env: { SHELL: '/bin/sh' },
    settings: {
      'terminal.integrated.fontSize': 13,
      'terminal.integrated.gpuAcceleration': 'off', // A canvas has no text to wait for.
      'terminal.integrated.shellIntegration.enabled': false,
      'workbench.panel.opensMaximized': 'always',
    },
    size: [690, 760],
  });
  await hideSidebar(page);
  await command(page, 'Terminal: Create New Terminal');
  await page.locator('.xterm-rows > div', { hasText: /[$#]/ }).first().waitFor();
  await page.keyboard.type('. ../setup.sh\n');
  await prompts(page, 1);
  await page.keyboard.type(`${line}\n`);
  await prompts(page, 2);
  await page.waitForTimeout(300);
  await stage.shoot(await printed(page));
}

/** Waits until the shell has asked so many times. */
async function prompts(page, count) {
  const rows = page.locator('.xterm-rows > div', { hasText: /^\$\s/ });
  await rows.nth(count - 1).waitFor({ timeout: 60_000 });
}

/** What makes the shell of a terminal one in which our command is installed. VS Code's server passes on no such variables. */
function setUp({ folder }, env) {
  const bin = path.join(folder, '../bin');
  fs.mkdirSync(bin);
  fs.symlinkSync(path.join(repository, 'dist/cli.js'), path.join(bin, 'migration-guard'));
  const variables = {
    ...env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    PS1: prompt,
    PRISMA_SCHEMA_ENGINE_BINARY: path.join(repository, 'test/tools/prisma-engine/schema-engine.mjs'),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
  return [...lines, 'clear', ''].join('\n');
}

/** The part of the page that shows what was printed, without the prompt at the end. */
async function printed(page) {
  const { x, y, width } = await page.locator('.xterm-screen').boundingBox();
  const rows = await page.locator('.xterm-rows > div').all();
  const texts = await Promise.all(rows.map((row) => row.textContent()));
  const last = texts.findLastIndex((text) => text.trim() !== '' && text.trim() !== prompt.trim());
  const end = await rows[last].boundingBox();
  const margin = 8;
  return {
    x: x - margin,
    y: y - margin,
    width: width + 2 * margin,
    height: end.y + end.height - y + margin,
  };
}
