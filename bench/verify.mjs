// npm run bench:verify: verify and pglite-schema of whole histories, on the embedded database; no peer does the same.
//   --sizes 100,1000   how many migrations
//   --runs 5           turns of each command; the median counts
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generatedProject } from './input/project.mjs';
import { interleaved } from './measure.mjs';
import { megabytes, table, time } from './table.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '100,1000' }, runs: { type: 'string', default: '5' } },
});

execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: top });
const cli = path.join(top, 'dist', 'cli.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
try {
  for (const size of values.sizes.split(',').map(Number)) {
    const project = path.join(folder, String(size));
    await generatedProject(project, size);
    const of = (name, args) => ({ name, command: process.execPath, args, cwd: project, okCodes: [0, 1] });
    const programs = [
      of('lint, for comparison', [cli, 'lint']),
      of('verify', [cli, 'verify']),
      of('pglite-schema', [cli, 'pglite-schema']),
    ];
    const results = await interleaved(programs, Number(values.runs), (text) => console.error(text));
    const rows = results.map(({ name, wall, memory, failed }) =>
      failed ? [name, failed, ''] : [name, time(wall), megabytes(memory)],
    );
    console.log(`\n${size.toLocaleString('en')} migrations\n`);
    console.log(table(['command', 'median', 'memory'], rows));
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
