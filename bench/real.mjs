// npm run bench:real -- MIRROR: lint of real histories beside the other linters; see README.md for what and how.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copiedProject, migrationsOf } from './input/project.mjs';
import { mixedHistory, realProjects, workTreeOf } from './input/real.mjs';
import { interleaved } from './measure.mjs';
import { builtCli, lintBy, programsFor, squawkOn } from './programs.mjs';
import { megabytes, ratio, table, time } from './table.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: 'start,mixed,hook,projects' },
    runs: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1,100,1000' },
    least: { type: 'string', default: '50' },
    beside: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const [mirror] = positionals;
const runs = Number(options.runs);
const sizes = options.sizes.split(',').map(Number);
const say = (text) => process.stderr.write(`${text}\n`);
const measure = (what, programs) => interleaved(programs, runs, (text) => say(`${what}: ${text}`));
/** Nothing is merged: as slow as lint of these files can be. */
const allNew = ['--base', 'none'];

/** Ours, the same of the build to compare with, and ours where every migration is new. */
function ours(project, args = []) {
  return [
    lintBy(builtCli, project, args),
    ...beside((cli, name) => lintBy(cli, project, args, name)),
    lintBy(builtCli, project, [...allNew, ...args], 'migration-guard, all new'),
    ...beside((cli, name) => lintBy(cli, project, [...allNew, ...args], `${name}, all new`)),
  ];
}

function beside(program) {
  return options.beside === undefined
    ? []
    : [program(path.resolve(options.beside, 'cli.js'), 'the other build')];
}

/** What every start costs, and node's own start, which is in all of our figures. */
async function start(projectOf) {
  const cwd = await projectOf(1);
  const okCodes = [0];
  const version = (cli, name) => ({ name, command: cli, args: ['--version'], cwd, okCodes });
  return await measure('start', [
    version(builtCli, '--version'),
    ...beside((cli) => version(cli, '--version, the other build')),
    { name: 'node itself', command: process.execPath, args: ['-e', '0'], cwd, okCodes },
  ]);
}

async function mixed(projectOf) {
  const results = [];
  for (const size of sizes) {
    const project = await projectOf(size);
    const [, ...others] = programsFor(project);
    const programs = await measure(`mixed, ${size}`, [...ours(project), ...others]);
    results.push({ migrations: size, programs });
  }
  return results;
}

/** The newest migration, named as by a hook: behind all of the others, and alone. */
async function hook(projectOf, folder) {
  const long = await projectOf(Math.max(...sizes));
  const newest = migrationsOf(long).at(-1);
  const alone = path.join(folder, 'alone');
  await copiedProject(alone, [fs.readFileSync(path.join(long, newest), 'utf8')]);
  const [single] = migrationsOf(alone);
  const named = (cli, label) => [
    lintBy(cli, long, [newest], `${label}behind the others`),
    lintBy(cli, alone, [single], `${label}alone`),
  ];
  return await measure('hook', [
    ...named(builtCli, ''),
    ...beside((cli, name) => named(cli, `${name}, `)).flat(),
    { ...squawkOn(long, [newest]), name: 'squawk-cli' },
  ]);
}

/** Each project as a fresh clone has it: all of it merged. */
async function projects(found, folder) {
  const results = [];
  for (const { repository, directory, folder: migrations, names } of found) {
    if (names.length < Number(options.least)) continue;
    const tree = workTreeOf(directory, path.join(folder, 'trees', repository));
    const [, ...others] = programsFor(tree, migrations);
    const name = `${repository.replace('+', '/')}:${migrations}`;
    try {
      const programs = await measure(name, [...ours(tree, [migrations]), ...others]);
      results.push({ name, migrations: names.length, programs });
    } catch (error) {
      say(`${name}: ${error.message}`);
      results.push({ name, migrations: names.length, programs: [], failed: error.message });
    }
  }
  return results;
}

/** Wall and processor time, and by how much that of squawk is exceeded. */
function rowsOf(programs) {
  const squawk = programs.find(({ name }) => name === 'squawk-cli')?.cpu;
  return programs.map(({ name, failed, wall, cpu, memory }) =>
    failed === undefined
      ? [name, time(wall), timeIfKnown(cpu), ratioIfKnown(cpu, squawk), megabytes(memory)]
      : [name, 'failed', '–', '–', '–'],
  );
}

const timeIfKnown = (milliseconds) => (milliseconds === undefined ? '–' : time(milliseconds));
const ratioIfKnown = (of, to) => (of === undefined || to === undefined ? '–' : ratio(of, to));
const head = ['', 'wall time', 'processor', 'to squawk', 'peak memory'];

function print(result) {
  const print = (title, programs) =>
    console.log(`\n${title}, median of ${runs} runs\n\n${table(head, rowsOf(programs))}`);
  console.log(`node ${result.node}, ${result.cpus} × ${result.cpu}, load ${result.load[0].toFixed(1)}`);
  if (result.start) print('A start', result.start);
  for (const { migrations, programs } of result.mixed ?? []) {
    print(`${migrations === 1 ? 'One migration' : `${migrations} migrations`} of many projects`, programs);
  }
  if (result.hook) print(`The newest of ${Math.max(...sizes)} migrations`, result.hook);
  if (result.projects) printProjects(result.projects);
}

/** A project a line, with the processor time of each program. */
function printProjects(results) {
  const names = [...new Set(results.flatMap(({ programs }) => programs.map(({ name }) => name)))];
  const rows = results.map(({ name, migrations, programs, failed }) => {
    const by = new Map(programs.map((program) => [program.name, program]));
    const cells = names.map((one) => timeIfKnown(by.get(one)?.cpu ?? by.get(one)?.wall));
    const toSquawk = ratioIfKnown(by.get('migration-guard')?.cpu, by.get('squawk-cli')?.cpu);
    const wall = timeIfKnown(by.get('migration-guard')?.wall);
    return [failed === undefined ? name : `${name} (failed)`, String(migrations), wall, ...cells, toSquawk];
  });
  console.log(`\nProjects as they are: processor time, median of ${runs} runs\n`);
  console.log(table(['', 'migrations', 'our wall time', ...names, 'ours to squawk'], rows));
}

async function main() {
  if (mirror === undefined) {
    console.error('usage: npm run bench:real -- MIRROR [--only start,mixed,hook,projects] [--runs 5]');
    process.exitCode = 2;
    return;
  }
  const top = fileURLToPath(new URL('..', import.meta.url));
  execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: top, stdio: 'inherit' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
  const made = new Map();
  try {
    say('reading the repositories');
    const found = realProjects(mirror);
    const projectOf = (count) => {
      const make = async () => {
        const place = path.join(folder, `mixed-${count}`);
        say(`making a project of ${count}`);
        await copiedProject(place, mixedHistory(found, count));
        return place;
      };
      if (!made.has(count)) made.set(count, make());
      return made.get(count);
    };
    const result = {
      node: process.version,
      cpus: os.cpus().length,
      cpu: os.cpus()[0]?.model,
      load: os.loadavg(),
    };
    const parts = { start, mixed, hook, projects: () => projects(found, folder) };
    for (const part of options.only.split(',')) {
      if (parts[part] === undefined) throw new Error(`${part} is none of ${Object.keys(parts).join(', ')}`);
      result[part] = await parts[part](projectOf, folder);
    }
    if (options.json) console.log(JSON.stringify(result, undefined, 2));
    else print(result);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

await main();
