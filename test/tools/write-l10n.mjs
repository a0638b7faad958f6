// npm run l10n: writes the English bundle from the strings of the code, puts the translations into its order, takes out
// of them what the code says no more, and prints what they lack. Exit code 1: something is still to be translated.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAsScript } from '../host/launcher/script.mjs';

const require = createRequire(import.meta.url);
const project = fileURLToPath(new URL('../../', import.meta.url));

const read = (name) => JSON.parse(fs.readFileSync(path.join(project, name), 'utf8'));
const write = (name, words) =>
  fs.writeFileSync(path.join(project, name), `${JSON.stringify(words, undefined, 2)}\n`);

/** A translation with the keys of the English words, in their order. Prints those that it lacks. */
function settle(name, english) {
  const translated = read(name);
  const missing = Object.keys(english).filter((key) => !(key in translated));
  for (const key of missing) console.log(`${name} lacks ${JSON.stringify(key)}`);
  const kept = Object.keys(english).filter((key) => key in translated);
  write(name, Object.fromEntries(kept.map((key) => [key, translated[key]])));
  return missing.length;
}

function main() {
  process.chdir(project);
  const { bundleOf, codeStrings } = require('../../out/test/tools/l10n-strings.js');
  const bundle = bundleOf(codeStrings('src'));
  fs.mkdirSync(path.join(project, 'l10n'), { recursive: true });
  write('l10n/bundle.l10n.json', bundle);
  const manifest = read('package.nls.json');
  let missing = 0;
  for (const name of fs.readdirSync(path.join(project, 'l10n'))) {
    if (/^bundle\.l10n\..+\.json$/.test(name)) missing += settle(`l10n/${name}`, bundle);
  }
  for (const name of fs.readdirSync(project)) {
    if (/^package\.nls\..+\.json$/.test(name)) missing += settle(name, manifest);
  }
  return missing > 0 ? 1 : 0;
}

await runAsScript(import.meta.url, main);
