// What `npm test` and `npm run test:full` run. Each suite writes its results as test/helpers/results.ts does, and expects
// the build of run-all.mjs: dist/ and the package as they ship, out/ for mocha. A suite that is `missing` something is
// skipped, and counted, for that reason.
import { packageFiles } from '../../tools/package.mjs';
import { otherNodes } from './other-node.mjs';
import { debiansPostgres, testsOnServers } from './other-postgres.mjs';

const mocha = (config, ...spec) => ['node_modules/mocha/bin/mocha.js', '--config', config, ...spec];
/** One window at a time: beside it runs another suite, and a window that waits for a processor is no faster than none. */
const installed = (...options) => [
  ...['test/host/launcher/run.mjs', '--installed', '--at-once', '1'],
  ...options,
];
const npmRun = (script) => ({ name: script, npm: ['run', '--silent', script] });

/** A check has no tests to count; it passes or fails. */
export const checks = [
  ...['check:lint', 'check:types', 'check:unused', 'check:format', 'check:rooms', 'check:workflows'],
].map(npmRun);

/** The longest first: two run at a time, and the short ones fill what is left. */
export const suites = [
  { name: 'prisma', node: mocha('.mocharc.prisma.json') },
  { name: 'installed', node: installed('--files', 'quick') },
  { name: 'unit', node: mocha('.mocharc.json') },
  { name: 'database', node: mocha('.mocharc.database.json') },
];

/** Of the quick run, what can differ from node to node: nothing random. The package is the one that npm test has made. */
const onNode = (version) => ({
  name: `unit and package, node ${version}`,
  node: [
    ...['test/tools/on-node.mjs', version],
    ...mocha('.mocharc.full.json', 'out/test/{unit,package}/**/*.test.js'),
    ...['full', 'property'].flatMap((kind) => ['--ignore', `out/test/**/*.${kind}.test.js`]),
  ],
  env: { MIGRATION_GUARD_PACKAGE: packageFiles().npmPackage, MIGRATION_GUARD_FULL: undefined },
});

/** What asks a server, on Debian's; PGlite is the same everywhere. */
const onDebians = (programs) => ({
  name: "database, Debian's PostgreSQL",
  node: mocha('.mocharc.full.json', ...testsOnServers()),
  env: { MIGRATION_GUARD_TEST_POSTGRES: programs, MIGRATION_GUARD_FULL: undefined },
  missing: programs ? undefined : 'it is not in /usr/lib/postgresql; apt-get install postgresql brings it',
});

const full = (folder) => mocha('.mocharc.full.json', `out/test/${folder}/**/*.{full,property}.test.js`);

/**
 * What only size or chance needs, another VS Code than the newest, or a person who waits would miss least: the tests in
 * files `*.full.test.ts`, and those in `*.property.test.ts` on ten times as many random inputs.
 */
export const fullSuites = [
  { name: 'prisma, full', node: full('prisma') },
  { name: 'prisma 8, full', node: full('prisma8') },
  { name: 'oldest VS Code', node: installed('--vscode', '1.100.3') },
  { name: 'installed, full', node: installed('--files', 'full') },
  ...otherNodes.map(onNode),
  onDebians(debiansPostgres()),
  { name: 'unit, full', node: full('unit') },
  { name: 'database, full', node: full('database') },
];
