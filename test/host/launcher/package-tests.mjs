// The tests of the package itself, which need no VS Code.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './programs.mjs';

const project = fileURLToPath(new URL('../../../', import.meta.url));

const specs = {
  all: ['out/test/package/**/*.test.js'],
  quick: ['out/test/package/**/*.test.js', '--ignore', 'out/test/package/**/*.full.test.js'],
  full: ['out/test/package/**/*.full.test.js'],
};

/** Runs out/test/package in mocha; what its tests did is written to `resultsFile`. Rejects if one fails. */
export async function runPackageTests(file, resultsFile, { grep, files }) {
  await run(
    process.execPath,
    [
      path.join(project, 'node_modules/mocha/bin/mocha.js'),
      '--no-config',
      '--enable-source-maps',
      '--forbid-only',
      '--timeout=120000',
      ...(grep ? ['--grep', grep] : []),
      ...specs[files],
    ],
    {
      cwd: project,
      env: {
        ...process.env,
        MIGRATION_GUARD_PACKAGE: file,
        MIGRATION_GUARD_TEST_RESULTS: resultsFile,
        MOCHA_OPTIONS: '--reporter out/test/helpers/recording-reporter.js',
      },
    },
  );
}
