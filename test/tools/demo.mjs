// npm run demo: the main job on a copy of examples/memories. Shows what lint says, mends it, and shows what is left.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, draft } from './example.mjs';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memories-'));
const file = copyExample(folder);

function show(title, args) {
  console.log(`\n${title}\n$ migration-guard ${args.join(' ')}\n`);
  return spawnSync(process.execPath, [cli, ...args], { cwd: folder, stdio: 'inherit' }).status;
}

console.log(`In a copy of examples/memories, where ${path.basename(draft)} is not committed yet.`);
const before = show('1. What would this migration do?', ['lint']);
const fixed = show('2. Keep what it would take along:', ['lint', '--fix']);
console.log(`\n3. The migration now:\n\n${fs.readFileSync(file, 'utf8').replace(/^/gm, '    ')}`);
fs.rmSync(folder, { recursive: true, force: true });
if (before !== 1 || fixed !== 0) {
  console.error(`The demo did not go as it should: lint ended with ${before}, lint --fix with ${fixed}.`);
  process.exitCode = 1;
}
