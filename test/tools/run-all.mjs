// npm test: every check, then every suite, one after the other, each with its own output. What fails does not stop the
// others. At the end what failed once more, one line a suite and, as the last line, the sum over all of them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { countLine, countResults, readResults, skipReason } from './results.mjs';

/** Each is a script of package.json: `check:types` … */
const checks = ['types', 'lint', 'format', 'rooms'];
/** … and `test:unit` …; one that builds what it needs and writes its results as test/helpers/results.ts does. */
const suites = ['unit', 'database', 'prisma', 'host', 'installed'];

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a script of package.json and shows what it prints. Returns whether it ended with 0. */
function runScript(script, env = {}) {
  console.log(`\n> npm run ${script}\n`);
  const { status, signal, error } = spawnSync('npm', ['run', '--silent', script], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32', // There npm is a batch file.
  });
  if (error) throw error;
  if (signal === 'SIGINT' || status === 130) process.exit(130);
  return status === 0;
}

function runSuite(suite, folder) {
  const file = path.join(folder, `${suite}.json`);
  const succeeded = runScript(`test:${suite}`, {
    MIGRATION_GUARD_TEST_RESULTS: file,
    MOCHA_OPTIONS: '--reporter out/test/helpers/recording-reporter.js',
  });
  const results = readResults(file);
  return { suite, succeeded, results, counts: countResults(results) };
}

/** What is wrong with a suite as a whole, as a sentence; undefined if nothing is. */
function complaint({ suite, succeeded, counts }) {
  if (counts.passed + counts.failed === 0) return `the suite ${suite} ran no test`;
  return succeeded && counts.failed === 0 ? undefined : `the suite ${suite} failed`;
}

function main() {
  const failedChecks = checks.filter((check) => !runScript(`check:${check}`));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-results-'));
  try {
    const ran = suites.map((suite) => runSuite(suite, folder));
    const skipped = ran.flatMap(({ suite, results }) =>
      results
        .filter(({ state }) => state === 'skipped')
        .map((result) => `skipped: ${suite} › ${result.titles.join(' › ')}: ${skipReason(result)}`),
    );
    const failed = ran.flatMap(({ suite, results }) =>
      results
        .filter(({ state }) => state === 'failed')
        .map(({ titles, error }) => `failed: ${suite} › ${titles.join(' › ')}\n${error}\n`),
    );
    const wrong = [
      ...failedChecks.map((check) => `the check ${check} failed`),
      ...ran.map(complaint).filter((sentence) => sentence !== undefined),
    ];
    const closing = [
      ...skipped,
      ...failed,
      ...ran.map(({ suite, counts }) => `${suite}: ${countLine(counts)}`),
      ...wrong,
    ];
    console.log(`\n${closing.join('\n')}\n`);
    console.log(countLine(countResults(ran.flatMap(({ results }) => results))));
    return wrong.length === 0 ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();
