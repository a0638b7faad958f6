// npm run picture [-- <scene>… --theme=<theme>]: pictures of what a person sees, each scene in a window of its own.
// The scenes of media/ are those that README, docs and walkthrough show, those of the README also with --theme=light. All others
// are for whoever reviews the looks; they are written to .vscode-test/pictures, with --theme those of media/ too.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../launcher/programs.mjs';
import { HumanError, runAsScript } from '../launcher/script.mjs';
import { accidentScenes } from './accident-scenes.mjs';
import { editorScenes } from './editor-scenes.mjs';
import { questionScenes } from './question-scenes.mjs';
import { onStage, repository } from './stage.mjs';
import { sidebarScenes } from './sidebar-scenes.mjs';
import { terminalScenes } from './terminal-scenes.mjs';
import { failureScenes } from './failure-scenes.mjs';
import { walkthroughScenes } from './walkthrough-scenes.mjs';

const scenes = {
  ...editorScenes,
  ...terminalScenes,
  ...sidebarScenes,
  ...failureScenes,
  ...accidentScenes,
  ...questionScenes,
  ...walkthroughScenes,
};

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
  'light-contrast': 'Default High Contrast Light',
};

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { theme: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(`Scenes: ${Object.keys(scenes).join(', ')}.\nThemes: ${Object.keys(themes).join(', ')}.`);
    return 0;
  }
  check(values.theme === undefined ? [] : [values.theme], themes, 'theme');
  check(positionals, scenes, 'scene');
  await run(process.execPath, ['esbuild.js'], { cwd: repository });
  await run(process.execPath, ['esbuild.js', '--tests'], { cwd: repository }); // The helpers of tests start servers.
  let exitCode = 0;
  for (const name of positionals.length > 0 ? positionals : Object.keys(scenes)) {
    try {
      console.log(await takePicture(name, values.theme));
    } catch (error) {
      console.error(`${name}: ${error.message}`);
      exitCode = 1;
    }
  }
  return exitCode;
}

/** Resolves to the path of the picture. */
async function takePicture(name, theme) {
  const { media, isInReadme = false, play } = scenes[name];
  const isShown = media !== undefined && (theme === undefined || (theme === 'light' && isInReadme));
  const picture = [name, theme].filter(Boolean).join('-');
  const shown = theme === undefined ? media : `${name}-${theme}.png`;
  const file = isShown ? `media/${shown}` : `.vscode-test/pictures/${picture}.png`;
  const target = path.join(repository, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  await onStage({ theme: themes[theme ?? 'dark'], file: target, sharpness: isShown ? 2 : 1 }, play);
  return file;
}

function check(names, known, what) {
  const unknown = names.find((name) => !(name in known));
  if (unknown) throw new HumanError(`There is no ${what} ${unknown}, only ${Object.keys(known).join(', ')}.`);
}

await runAsScript(import.meta.url, main);
