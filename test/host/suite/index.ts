import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import type { TestResult } from './result';

/**
 * VS Code calls this in the extension host. What each test did is written to the file that
 * MIGRATION_GUARD_TEST_RESULTS names, because a host's output is mixed with its own log.
 */
export function run(): Promise<void> {
  process.setSourceMapsEnabled(true); // Failures name the line of the test as it was written.
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    forbidOnly: true,
    reporter: Mocha.reporters.Base, // Writes nothing: the launcher prints the results.
  });
  const grep = process.env['MIGRATION_GUARD_TEST_GREP'];
  if (grep) mocha.grep(new RegExp(grep));
  for (const file of fs.readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }

  const results: TestResult[] = [];
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const file = process.env['MIGRATION_GUARD_TEST_RESULTS'];
      if (file) fs.writeFileSync(file, JSON.stringify(results));
      if (failures > 0) reject(new Error(`${failures} tests failed.`));
      else if (results.length === 0) reject(new Error('No test ran.'));
      else resolve();
    });
    runner.on('pass', (test) =>
      results.push({ titles: test.titlePath(), state: 'passed', milliseconds: test.duration ?? 0 }),
    );
    runner.on('fail', (test, error: unknown) =>
      results.push({ titles: test.titlePath(), state: 'failed', error: describe(error) }),
    );
    runner.on('pending', (test) => results.push({ titles: test.titlePath(), state: 'skipped' }));
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
