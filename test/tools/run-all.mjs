// npm test: builds once, then runs every check and every suite, two at a time. What fails does not stop the others. At the
// end what failed once more, one line a suite and, as the last line, the sum over all of them.
//   --full    what only size or chance needs instead: npm run test:full
//   --built   on what the last run has built
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runJobs } from './lanes.mjs';
import { countLine, countResults, readResults, skipReason } from './results.mjs';
import { checks, fullSuites, suites } from './suites.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));

const generated = [{ name: "Prisma's client", node: ['esbuild.js', '--generate'] }];
const builds = [
  { name: 'the packages', node: ['tools/package.mjs'] },
  { name: 'the build', node: ['esbuild.js'] },
  { name: 'the tests', node: ['esbuild.js', '--tests'] },
];

/** What a suite runs with: told where its results go, and that all is built. */
function prepared(suite, folder, index, isFull) {
  return {
    ...suite,
    results: path.join(folder, `${index}.json`),
    env: {
      ...(isFull && { MIGRATION_GUARD_FULL: '1' }),
      ...suite.env,
      MIGRATION_GUARD_BUILT: '1',
      MIGRATION_GUARD_TEST_RESULTS: path.join(folder, `${index}.json`),
      MOCHA_OPTIONS: '--reporter out/test/helpers/recording-reporter.js',
    },
  };
}

/** How a suite went: as its results say, or as one that is skipped for what it is missing. */
function ranAs(suite, ended) {
  const results = suite.missing
    ? [{ titles: ['all of it'], state: 'skipped', reason: suite.missing }]
    : readResults(suite.results);
  return {
    name: suite.name,
    succeeded: true,
    seconds: 0,
    ...ended,
    results,
    counts: countResults(results),
    missing: suite.missing,
  };
}

/** What is wrong with a suite as a whole, as a sentence; undefined if nothing is. */
function complaint({ name, succeeded, counts, missing }) {
  if (missing) return undefined;
  if (counts.passed + counts.failed === 0) return `the suite ${name} ran no test`;
  return succeeded && counts.failed === 0 ? undefined : `the suite ${name} failed`;
}

/** Lines about the tests of the suites that are as wanted. */
function linesAbout(ran, what, isWanted, lineOf) {
  return ran.flatMap(({ name, results }) =>
    results
      .filter(isWanted)
      .map((result) => `${what}: ${name} › ${result.titles.join(' › ')}${lineOf(result)}`),
  );
}

/** Prints how it went; gives the exit code. */
function tell(ended, ran) {
  const wrong = [
    ...ended.filter(({ succeeded }) => !succeeded).map(({ name }) => `${name} failed`),
    ...ran.map(complaint).filter((sentence) => sentence !== undefined),
  ];
  const closing = [
    ...linesAbout(
      ran,
      'skipped',
      ({ state }) => state === 'skipped',
      (result) => `: ${skipReason(result)}`,
    ),
    ...linesAbout(
      ran,
      'passed when tried again',
      ({ failedFirst }) => failedFirst,
      ({ failedFirst }) => `\n${failedFirst}\n`,
    ),
    ...linesAbout(
      ran,
      'failed',
      ({ state }) => state === 'failed',
      ({ error }) => `\n${error}\n`,
    ),
    ...ran.map(({ name, counts, seconds }) => `${name}: ${countLine(counts)} (${seconds.toFixed(0)} s)`),
    ...wrong,
  ];
  console.log(`\n${closing.join('\n')}\n`);
  console.log(countLine(countResults(ran.flatMap(({ results }) => results))));
  return wrong.length === 0 ? 0 : 1;
}

async function main() {
  const { values } = parseArgs({ options: { full: { type: 'boolean' }, built: { type: 'boolean' } } });
  const built = values.built
    ? []
    : [...(await runJobs(generated, project)), ...(await runJobs(builds, project))];
  if (built.some(({ succeeded }) => !succeeded)) return tell(built, []);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-results-'));
  try {
    const wanted = (values.full ? fullSuites : suites).map((suite, index) =>
      prepared(suite, folder, index, values.full),
    );
    const able = wanted.filter(({ missing }) => !missing);
    const ended = await runJobs(values.full ? able : [...able, ...checks], project);
    const ran = wanted.map((suite) => ranAs(suite, ended[able.indexOf(suite)]));
    return tell(ended.slice(able.length), ran);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
