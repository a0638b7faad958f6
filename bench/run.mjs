// Measures the linter beside its peers, and typing; see README.md for what and how.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureTyping } from './in-process.mjs';
import { copiedProject, generatedProject, longMigration, migrationsBelow } from './input/project.mjs';
import { interleaved } from './measure.mjs';
import { programsFor } from './programs.mjs';
import { megabytes, ratio, table, time } from './table.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1,1000,5000' },
    runs: { type: 'string', default: '7' },
    edits: { type: 'string', default: '2000' },
    'soak-edits': { type: 'string', default: '36000' },
    migrations: { type: 'string' },
    only: { type: 'string', default: 'peers,growth,typing' },
    json: { type: 'boolean', default: false },
  },
});
const parts = options.only.split(',');
const runs = Number(options.runs);
const say = (text) => process.stderr.write(`${text}\n`);

/** Projects are made when they are first needed, in the temporary folder of the run. */
function projectsIn(folder) {
  const made = new Map();
  const real = options.migrations === undefined ? undefined : migrationsBelow(options.migrations);
  return (count) => {
    const make = async () => {
      const place = path.join(folder, `project-${count}`);
      say(`making a project of ${count}`);
      if (real === undefined) await generatedProject(place, count);
      else {
        if (real.length < count)
          throw new Error(`${options.migrations} holds ${real.length} migrations only`);
        await copiedProject(place, real.slice(0, count));
      }
      return place;
    };
    if (!made.has(count)) made.set(count, make());
    return made.get(count);
  };
}

/** All programs on the same files, by turns. */
async function besidePeers(projectOf) {
  const results = [];
  for (const size of options.sizes.split(',').map(Number)) {
    const programs = programsFor(await projectOf(size));
    results.push({
      migrations: size,
      programs: await interleaved(programs, runs, (text) => say(`${size}: ${text}`)),
    });
  }
  return results;
}

/** Ours alone, on ten times as many. */
async function growth(projectOf) {
  const sizes = [1000, 10000];
  const programs = await Promise.all(
    sizes.map(async (size) => ({ ...programsFor(await projectOf(size))[0], name: String(size) })),
  );
  const measured = await interleaved(programs, runs, (text) => say(`growth: ${text}`));
  return measured.map(({ name, ...figures }) => ({ migrations: Number(name), ...figures }));
}

function printPeers(results) {
  for (const { migrations, programs } of results) {
    const [ours] = programs;
    console.log(
      `\n${migrations === 1 ? 'One migration' : `${migrations} migrations`}, whole command, median of ${runs} runs\n`,
    );
    const rows = programs.map(({ name, failed, wall, cpu, memory }) =>
      failed === undefined
        ? [name, time(wall), ratio(wall, ours.wall), cpu === undefined ? '–' : time(cpu), megabytes(memory)]
        : [name, 'failed', '–', '–', '–'],
    );
    console.log(table(['', 'wall time', 'to ours', 'processor', 'peak memory'], rows));
  }
}

function printGrowth([small, large]) {
  console.log(`\nTen times as many migrations, median of ${runs} runs\n`);
  const rows = [small, large].map(({ migrations, wall, memory }) => [
    `${migrations} migrations`,
    time(wall),
    ratio(wall, small.wall),
    megabytes(memory),
  ]);
  console.log(table(['', 'wall time', 'ratio', 'peak memory'], rows));
}

function printTyping({ migrations, draft, early, long, soak }) {
  console.log(`\nA keystroke → findings, in an open project of ${migrations}\n`);
  const row = (name, { p50, p99, max, processor, edits }) => [
    name,
    time(p50),
    time(p99),
    time(max),
    time(processor.p99),
    String(edits),
  ];
  const rows = [
    row('in the newest migration', draft),
    row('in an early one', early),
    row(`in one of ${(long.length / 1e6).toFixed(1)} MB`, long),
  ];
  console.log(table(['', 'p50', 'p99', 'slowest', 'processor p99', 'edits'], rows));
  console.log(
    `\nHeap during ${soak.edits} edits, MB: ${soak.heap.map((size) => size.toFixed(1)).join(', ')}`,
  );
}

async function main() {
  execFileSync(process.execPath, ['esbuild.js', '--production'], {
    cwd: path.join(here, '..'),
    stdio: 'inherit',
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
  try {
    const projectOf = projectsIn(folder);
    const result = {
      node: process.version,
      cpus: os.cpus().length,
      cpu: os.cpus()[0]?.model,
      load: os.loadavg(),
    };
    if (parts.includes('peers')) result.peers = await besidePeers(projectOf);
    if (parts.includes('growth')) result.growth = await growth(projectOf);
    if (parts.includes('typing')) {
      say('typing');
      const counts = { edits: Number(options.edits), soakEdits: Number(options['soak-edits']) };
      result.typing = await measureTyping(await projectOf(1000), longMigration(1_000_000), folder, counts);
    }
    if (options.json) {
      console.log(JSON.stringify(result, undefined, 2));
      return;
    }
    console.log(`node ${result.node}, ${result.cpus} × ${result.cpu}`);
    if (result.peers) printPeers(result.peers);
    if (result.growth) printGrowth(result.growth);
    if (result.typing) printTyping(result.typing);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

await main();
