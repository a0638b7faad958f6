// npm run bench:host: activation, and change → diagnostics, measured inside a real VS Code. See README.md.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { chooseHost } from '../test/host/launcher/choose-host.mjs';
import { generatedProject, longMigration, migrationsOf } from './input/project.mjs';
import { median } from './measure.mjs';
import { table, time } from './table.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const require = createRequire(path.join(root, 'package.json'));
const { values: options } = parseArgs({
  options: {
    vscode: { type: 'string' },
    offline: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    edits: { type: 'string', default: '1000' },
    migrations: { type: 'string', default: '1000' },
    history: { type: 'string', default: '5000' },
    only: { type: 'string', default: 'activation,typing,background' },
    json: { type: 'boolean', default: false },
  },
});

async function bundle(name, folder) {
  const outfile = path.join(folder, `${name}.cjs`);
  await require('esbuild').build({
    entryPoints: [path.join(root, 'bench/host', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
  });
  return outfile;
}

/** Runs one suite in a window on a folder; resolves to what it measured. */
async function inHost(host, suite, workspace, folder, environment = {}) {
  const own = fs.mkdtempSync(path.join(folder, 'run-'));
  const results = path.join(own, 'results.json');
  await runTests({
    vscodeExecutablePath: host.executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    extensionTestsEnv: {
      MIGRATION_GUARD_TEST_RESULTS: results,
      MIGRATION_GUARD_HOST_TIMEOUT: '1200',
      ...(options.vscode && { MIGRATION_GUARD_HOST_VERSION: options.vscode }),
      ...environment,
    },
    launchArgs: [
      ...host.before,
      workspace,
      '--disable-extensions',
      `--user-data-dir=${path.join(own, 'user')}`,
      `--extensions-dir=${path.join(own, 'extensions')}`,
    ],
  });
  return JSON.parse(fs.readFileSync(results, 'utf8'));
}

async function activation(host, folder) {
  const suite = await bundle('activation', folder);
  const runs = [];
  for (let run = 0; run < Number(options.runs); run += 1) {
    const workspace = fs.mkdtempSync(path.join(folder, 'empty-'));
    runs.push(await inHost(host, suite, workspace, folder));
  }
  return runs;
}

/** The newest migration of a project, and behind it one of 1 MB with a finding at its end. */
async function typing(host, folder) {
  const suite = await bundle('typing', folder);
  const project = path.join(folder, 'project');
  await generatedProject(project, Number(options.migrations));
  const draft = path.join(project, migrationsOf(project).at(-1));
  const long = path.join(project, 'prisma/migrations/20990101000000_long/migration.sql');
  fs.mkdirSync(path.dirname(long));
  fs.writeFileSync(long, `${longMigration(1_000_000)}\n-- DropIndex\nDROP INDEX "nobody_made_this";\n`);
  fs.mkdirSync(path.join(project, '.vscode'));
  fs.writeFileSync(path.join(project, '.vscode/settings.json'), '{ "migrationGuard.lint.delay": 0 }\n');
  return inHost(host, suite, project, folder, {
    MIGRATION_GUARD_BENCH_EDITS: options.edits,
    MIGRATION_GUARD_BENCH_DRAFT: draft,
    MIGRATION_GUARD_BENCH_LONG: long,
  });
}

/** A long history that is merged, and a draft that drops what nobody made. */
async function background(host, folder) {
  const suite = await bundle('background', folder);
  const project = path.join(folder, 'long');
  await generatedProject(project, Number(options.history));
  const draft = path.join(project, 'prisma/migrations/20990101000000_draft/migration.sql');
  fs.mkdirSync(path.dirname(draft));
  fs.writeFileSync(draft, '-- DropIndex\nDROP INDEX "nobody_made_this";\n');
  fs.mkdirSync(path.join(project, '.vscode'));
  fs.writeFileSync(
    path.join(project, '.vscode/settings.json'),
    '{ "migrationGuard.lint.background": false }\n',
  );
  return inHost(host, suite, project, folder);
}

function printBackground({ elapsed, longestFrame, p99Frame, megabytesTaken, problems }) {
  console.log(`\nBackground lint of ${options.history} migrations, ${problems} problems\n`);
  const rows = [['', time(elapsed), time(longestFrame), time(p99Frame), `${megabytesTaken.toFixed(0)} MB`]];
  console.log(table(['', 'until Problems', 'longest frame', 'p99', 'memory that stays'], rows));
}

function printActivation(activations) {
  const of = (extension, part) => time(median(activations.map((run) => run[extension][part])));
  const row = (name, extension) => [name, ...['whole', 'loading', 'own'].map((part) => of(extension, part))];
  console.log(`\nActivation, median of ${activations.length}\n`);
  const rows = [row('ours', 'ours'), row("a small one of VS Code's own", 'ofSmall')];
  console.log(table(['', 'until active', 'loading the code', 'in activate()'], rows));
  const [{ modules, wasmAtActivation, wasmWithMigration }] = activations;
  console.log(
    `\nLoaded by it: ${modules.join(', ')}; WASM modules: ${wasmAtActivation}, after the first migration ${wasmWithMigration}`,
  );
}

function printTyping(latencies) {
  const row = (name, { p50, p99, max, edits }) => [name, time(p50), time(p99), time(max), String(edits)];
  console.log(`\nChange → diagnostics, in a project of ${options.migrations}\n`);
  const rows = [row('in the newest migration', latencies.draft), row('in one of 1 MB', latencies.long)];
  console.log(table(['', 'p50', 'p99', 'slowest', 'edits'], rows));
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
try {
  execFileSync(process.execPath, ['esbuild.js', '--production'], { cwd: root, stdio: 'inherit' });
  const host = await chooseHost({ version: options.vscode, offline: options.offline });
  const load = os.loadavg();
  const parts = options.only.split(',');
  const activations = parts.includes('activation') ? await activation(host, folder) : undefined;
  const latencies = parts.includes('typing') ? await typing(host, folder) : undefined;
  const backgrounds = parts.includes('background') ? await background(host, folder) : undefined;
  const result = {
    host: host.name,
    node: process.version,
    cpus: os.cpus().length,
    load,
    activations,
    latencies,
    backgrounds,
  };
  if (options.json) console.log(JSON.stringify(result, undefined, 2));
  else {
    console.log(`${host.name}, ${result.cpus} × ${os.cpus()[0]?.model}, load ${load[0]?.toFixed(1)}`);
    if (activations) printActivation(activations);
    if (latencies) printTyping(latencies);
    if (backgrounds) printBackground(backgrounds);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
