// npm run bench:shapes: lint of input that is large in one way only, at its usual size, twice and four times as large.
//   --only WORDS     the shapes whose names contain them
//   --runs 3         turns of each; the median counts
//   --times 1,2,4    how many times the usual size
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shapedProject, shapes } from './input/shapes.mjs';
import { median, run } from './measure.mjs';
import { table, time } from './table.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '3' },
    times: { type: 'string', default: '1,2,4' },
  },
});
const times = values.times.split(',').map(Number);

/** The processor time that a program takes, or `failed`: what cannot be done at one size must not hide the others. */
async function spentOn(program) {
  const spent = [];
  for (let turn = 0; turn < Number(values.runs); turn += 1) {
    const ran = await run(program).catch(() => undefined);
    if (!ran) return 'failed';
    spent.push(ran.cpu ?? ran.wall);
  }
  return time(median(spent));
}

execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: top, stdio: 'ignore' });
const args = [path.join(top, 'dist', 'cli.js'), 'lint', '--format', 'json'];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
try {
  const rows = [];
  for (const [name, shape] of Object.entries(shapes).filter(([name]) => name.includes(values.only))) {
    const spent = [];
    for (const factor of times) {
      const cwd = path.join(folder, `${rows.length}-${factor}`);
      shapedProject(cwd, shape, shape.size * factor);
      spent.push(await spentOn({ name, command: process.execPath, args, cwd, okCodes: [0, 1] }));
    }
    rows.push([name, String(shape.size), ...spent]);
    console.error(rows.at(-1).join('  '));
  }
  console.log(table(['processor time of lint', 'n', ...times.map((factor) => `${factor}n`)], rows));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
