import fs from 'node:fs';
import { reasonOf } from './skip';

/** What one test did, as a suite tells it outside its process. `titles` are its suites' and its own. */
export type TestResult =
  | {
      readonly titles: readonly string[];
      readonly state: 'passed';
      readonly milliseconds: number;
      /** Why it failed before it was tried again. */
      readonly failedFirst?: string;
    }
  | { readonly titles: readonly string[]; readonly state: 'failed'; readonly error: string }
  | { readonly titles: readonly string[]; readonly state: 'skipped'; readonly reason?: string };

/**
 * Collects what each test of a run does. The list is written, as JSON, to the file that MIGRATION_GUARD_TEST_RESULTS
 * names, also as a test begins: of a run that hangs one sees where. test/tools/results.mjs reads it.
 */
export function recordResults(runner: Mocha.Runner): readonly TestResult[] {
  const results: TestResult[] = [];
  const write = (more: readonly TestResult[] = []): void => {
    const file = process.env['MIGRATION_GUARD_TEST_RESULTS'];
    if (file) fs.writeFileSync(file, JSON.stringify([...results, ...more]));
  };
  let failedFirst: string | undefined;
  runner.on('retry', (_test: Mocha.Test, error: unknown) => (failedFirst = describeError(error)));
  runner.on('test', (test) =>
    write([{ titles: test.titlePath(), state: 'failed', error: 'it never came to its end' }]),
  );
  runner.on('pass', (test) =>
    results.push({
      ...{ titles: test.titlePath(), state: 'passed', milliseconds: test.duration ?? 0 },
      ...(failedFirst !== undefined && { failedFirst }),
    }),
  );
  runner.on('test end', () => (failedFirst = undefined));
  runner.on('fail', (test, error: unknown) =>
    results.push({ titles: test.titlePath(), state: 'failed', error: describeError(error) }),
  );
  runner.on('pending', (test) => {
    const reason = reasonOf(test);
    results.push({ titles: test.titlePath(), state: 'skipped', ...(reason !== undefined && { reason }) });
  });
  runner.on('end', () => write());
  return results;
}

function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
