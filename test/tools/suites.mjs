// What `npm test` and `npm run test:full` run. Each suite writes its results as test/helpers/results.ts does, and expects
// the build of run-all.mjs: dist/ and the package as they ship, out/ for mocha.
const mocha = (config, ...spec) => ['node_modules/mocha/bin/mocha.js', '--config', config, ...spec];
/** One window at a time: beside it runs another suite, and a window that waits for a processor is no faster than none. */
const installed = (...options) => [
  ...['test/host/launcher/run.mjs', '--installed', '--at-once', '1'],
  ...options,
];
const npmRun = (script) => ({ name: script, npm: ['run', '--silent', script] });

/** A check has no tests to count; it passes or fails. */
export const checks = ['check:lint', 'check:types', 'check:unused', 'check:format', 'check:rooms'].map(
  npmRun,
);

/** The longest first: two run at a time, and the short ones fill what is left. */
export const suites = [
  { name: 'prisma', node: mocha('.mocharc.prisma.json') },
  { name: 'installed', node: installed('--files', 'quick') },
  { name: 'unit', node: mocha('.mocharc.json') },
  { name: 'database', node: mocha('.mocharc.database.json') },
];

const full = (folder) => mocha('.mocharc.full.json', `out/test/${folder}/**/*.{full,property}.test.js`);

/**
 * What only size or chance needs, another VS Code than the newest, or a person who waits would miss least: the tests in
 * files `*.full.test.ts`, and those in `*.property.test.ts` on ten times as many random inputs.
 */
export const fullSuites = [
  { name: 'prisma, full', node: full('prisma') },
  { name: 'oldest VS Code', node: installed('--vscode', '1.100.3') },
  { name: 'installed, full', node: installed('--files', 'full') },
  { name: 'unit, full', node: full('unit') },
  { name: 'database, full', node: full('database') },
];
