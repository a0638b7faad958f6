// npm run test:host: the tests that need a real VS Code.
//   -- --vscode 1.100.3   in that version instead of the newest
//   -- --offline          in the offline host, without trying to download VS Code
//   -- --grep <pattern>   only the tests whose title matches
//   -- --suite <folder>   only that suite, such as sidebar; package is that of the package itself
//   -- --installed        on the package, installed, instead of the sources, and the tests of the package itself
//   -- --at-once 1        as many windows at the same time, instead of 2
import '../../tools/outside-ci.mjs';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { chooseHost } from './choose-host.mjs';
import { installPackage } from './installed.mjs';
import { runPackageTests } from './package-tests.mjs';
import { copyExample } from '../../tools/example.mjs';
import { run } from './programs.mjs';
import { report } from './report.mjs';
import { runAsScript } from './script.mjs';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Each runs in a window of its own; `folder` is that of its tests beside this one. `onlyOffline` says why a downloaded VS
 * Code cannot run it.
 */
const suites = [
  { folder: 'suite' },
  { folder: 'sidebar' },
  {
    folder: 'reload',
    onlyOffline: 'a downloaded VS Code ends its tests with the window; -- --offline tests it',
  },
  {
    folder: 'trust',
    env: { MIGRATION_GUARD_HOST_TRUST: '1' },
    onlyOffline: 'a downloaded VS Code is tested without Workspace Trust; -- --offline tests it',
  },
  {
    folder: 'german',
    env: { MIGRATION_GUARD_HOST_LANGUAGE: 'de' },
    onlyOffline: 'a downloaded VS Code knows no German; -- --offline tests it',
  },
];

async function main() {
  const { values } = parseArgs({
    options: {
      vscode: { type: 'string' },
      offline: { type: 'boolean' },
      grep: { type: 'string' },
      suite: { type: 'string' },
      installed: { type: 'boolean' },
      'at-once': { type: 'string', default: '2' },
      files: { type: 'string', default: 'all' },
    },
  });
  const host = await chooseHost({ version: values.vscode, offline: values.offline });
  console.log(`Host: ${host.name}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-installed-'));
  try {
    // The embedded database that the tests start has its files in dist/, whichever of the two has made them.
    const isBuilt = process.env.MIGRATION_GUARD_BUILT === '1';
    if (!values.installed && !isBuilt) await run(process.execPath, ['esbuild.js'], { cwd: project });
    const installed = values.installed && (await installPackage(host, values.vscode, folder));
    if (!isBuilt) await run(process.execPath, ['esbuild.js', '--tests'], { cwd: project });

    const wanted = suites
      .filter(({ folder }) => values.suite === undefined || values.suite === folder)
      .filter(({ folder }) => hasTests(path.join(project, 'out/test/host', folder), values.files));
    const runs = wanted.map((suite) => () => runSuite(suite, host, installed, values));
    if (installed && [undefined, 'package'].includes(values.suite)) {
      runs.push(() =>
        collect('package', (_, results) =>
          runPackageTests(installed.npmPackage, results, { grep: values.grep, files: values.files }),
        ),
      );
    }
    const ran = await severalAtOnce(runs, Number(values['at-once']));
    return tell(ran);
  } finally {
    remove(folder);
  }
}

/** Whether a folder has tests of that kind; run-suite.ts picks them in the same way. */
function hasTests(folder, files) {
  const isFull = (name) => name.endsWith('.full.test.js');
  const tests = fs.readdirSync(folder).filter((name) => name.endsWith('.test.js'));
  return tests.some((name) => files === 'all' || isFull(name) === (files === 'full'));
}

/** Calls all, `limit` of them at a time. Resolves to what they resolve to, in the order in which they are given. */
async function severalAtOnce(calls, limit) {
  const results = [];
  const waiting = calls.entries();
  const lane = async () => {
    for (const [at, call] of waiting) results[at] = await call();
  };
  await Promise.all(Array.from({ length: limit }, lane));
  return results;
}

/** Prints what the tests did, and writes it where it is wanted. Returns the exit code. */
function tell(ran) {
  const results = ran.flatMap(({ results }) => results);
  const resultsFile = process.env.MIGRATION_GUARD_TEST_RESULTS;
  if (resultsFile) fs.writeFileSync(resultsFile, JSON.stringify(results));
  for (const { noResults } of ran) if (noResults) console.error(noResults);
  const success = report(results);
  if (ran.some(({ noResults }) => noResults)) return 2;
  return success && ran.every(({ failure }) => !failure) ? 0 : 1;
}

/** Runs one suite in a window of its own, on the installed extension if there is one. Resolves to what `collect` does. */
async function runSuite({ folder, env, onlyOffline }, host, installed, { vscode, grep, files }) {
  if (onlyOffline && !host.isOffline) {
    return { results: [{ titles: [folder, 'all of it'], state: 'skipped', reason: onlyOffline }] };
  }
  return collect(folder, async (temporary, resultsFile) => {
    // The tests write into their workspace, so it is a copy, in which the newest migration is a draft.
    const workspace = path.join(temporary, 'memories');
    copyExample(workspace);
    await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: installed ? path.join(project, 'test/host/carrier') : project,
      extensionTestsPath: path.join(project, 'out/test/host', folder, 'index.js'),
      extensionTestsEnv: {
        MIGRATION_GUARD_TEST_RESULTS: resultsFile,
        MIGRATION_GUARD_TEST_FILES: files,
        MIGRATION_GUARD_TEST_EXTENSION: installed ? installed.extension : project,
        ...(grep && { MIGRATION_GUARD_TEST_GREP: grep }),
        ...(vscode && { MIGRATION_GUARD_HOST_VERSION: vscode }),
        ...env,
      },
      launchArgs: [
        ...host.before,
        workspace,
        ...(installed ? [] : ['--disable-extensions']),
        `--user-data-dir=${path.join(temporary, 'user')}`,
        `--extensions-dir=${installed ? installed.extensions : path.join(temporary, 'extensions')}`,
      ],
    });
  });
}

/**
 * Has a suite run in a temporary folder and write what its tests did to a file there. Resolves to { results, failure,
 * noResults }: the last is a sentence where the suite did not come as far as telling what its tests did.
 */
async function collect(name, runIt) {
  const started = performance.now();
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-tests-'));
  const resultsFile = path.join(temporary, 'results.json');
  try {
    const failure = await runIt(temporary, resultsFile).then(
      () => undefined,
      (error) => error,
    );
    if (fs.existsSync(resultsFile)) {
      const results = JSON.parse(fs.readFileSync(resultsFile, 'utf8'));
      // A run that broke off in between two tests, or in a hook.
      if (failure) console.error(`${name}: ${failure.message}`);
      if (failure && results.every(({ state }) => state !== 'failed')) {
        results.push({ titles: [name, 'all of it'], state: 'failed', error: failure.message });
      }
      return { results, failure };
    }
    return { results: [], noResults: `No test of ${name} ran. ${failure?.message ?? ''}` };
  } finally {
    remove(temporary);
    console.log(`${name} took ${Math.round((performance.now() - started) / 1000)} s.`);
  }
}

function remove(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

await runAsScript(import.meta.url, main);
