// npm run bench:queries: finding the files with vector queries in a project, beside git grep and grep.
//   --project FOLDER   a clone of a real project; without it one is made up
//   --files 10000      how many scripts that has
//   --runs 7           turns of each program; the median counts
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { scriptsProject } from './input/scripts.mjs';
import { interleaved } from './measure.mjs';
import { megabytes, table, time } from './table.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(path.join(top, 'package.json'));
const { values } = parseArgs({
  options: {
    project: { type: 'string' },
    files: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '7' },
  },
});

const operators = '<[-=#+~%]>';
const folders = ['node_modules', '.git', 'dist', 'build', 'out', 'coverage', 'vendor'];
const kinds = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'sql'];

/** Ours as a process of its own, as the others are; node's start is in it. */
async function ourProgram(folder) {
  const outdir = path.join(folder, 'ours');
  await require('esbuild').build({
    entryPoints: [path.join(top, 'bench/in-process/queries.ts')],
    outdir,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  return path.join(outdir, 'queries.js');
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
try {
  const cwd = values.project === undefined ? path.join(folder, 'project') : path.resolve(values.project);
  if (values.project === undefined) scriptsProject(cwd, { files: Number(values.files), queries: 50 });
  const ours = await ourProgram(folder);
  const of = (name, command, args) => ({ name, command, args, cwd, okCodes: [0, 1] });
  const programs = [
    of('files with queries', process.execPath, [ours, cwd]),
    of('and the SQL in them', process.execPath, [ours, cwd, 'sql']),
    of('node itself', process.execPath, ['-e', '0']),
    of('git grep -lE', 'git', ['grep', '-lE', operators, '--', ...kinds.map((kind) => `*.${kind}`)]),
    of('grep -rlE', 'grep', [
      ...['-rlE', operators, '.'],
      ...kinds.map((kind) => `--include=*.${kind}`),
      ...folders.map((name) => `--exclude-dir=${name}`),
    ]),
  ];
  const results = await interleaved(programs, Number(values.runs), (text) => console.error(text));
  console.log(execFileSync(process.execPath, [ours, cwd, 'sql'], { encoding: 'utf8' }).trim());
  const known = (value) => (value === undefined ? '–' : time(value));
  const rows = results.map(({ name, failed, wall, cpu, memory }) =>
    failed ? [name, failed, '', ''] : [name, time(wall), known(cpu), megabytes(memory)],
  );
  console.log(table(['', 'wall time', 'processor time', 'peak memory'], rows));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
