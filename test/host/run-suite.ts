import fs from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { recordResults } from '../helpers/results';
import { theExtension } from './extension';

/** All tests, or with `quick` and `full` those of `npm test` and of the full run. */
function isWanted(file: string): boolean {
  const files = process.env['MIGRATION_GUARD_TEST_FILES'] ?? 'all';
  const isFull = file.endsWith('.full.test.js');
  return file.endsWith('.test.js') && (files === 'all' || isFull === (files === 'full'));
}

/**
 * Runs the tests of a folder in the extension host. What each did is written to the file that
 * MIGRATION_GUARD_TEST_RESULTS names, because a host's output is mixed with its own log.
 */
export function runSuite(folder: string): Promise<void> {
  process.setSourceMapsEnabled(true); // Failures name the line of the test as it was written.
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 120_000,
    // Two windows and a database share two cores: what came too late is tried once more, and told if it fails again.
    retries: 1,
    forbidOnly: true,
    reporter: Mocha.reporters.Base, // Writes nothing: the launcher prints the results.
  });
  mocha.suite.beforeAll('the extension is the one to be tested', () => void theExtension());
  const grep = process.env['MIGRATION_GUARD_TEST_GREP'];
  if (grep) mocha.grep(new RegExp(grep));
  for (const file of fs.readdirSync(folder).filter(isWanted).sort()) mocha.addFile(path.join(folder, file));

  return new Promise((resolve, reject) => {
    recordResults(
      mocha.run((failures) => {
        if (failures > 0) reject(new Error(`${failures} tests failed.`));
        else resolve();
      }),
    );
  });
}
