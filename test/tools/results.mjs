// Reads and counts what a suite's tests did. Every suite writes it the same way: test/helpers/results.ts.
import fs from 'node:fs';

/** The results in a file that MIGRATION_GUARD_TEST_RESULTS named; none if the suite did not come as far as writing it. */
export function readResults(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [];
}

/** How many tests passed, failed and were skipped. */
export function countResults(results) {
  const count = (wanted) => results.filter(({ state }) => state === wanted).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** `139 passed, 0 failed, 2 skipped` */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Why a test was skipped, in words also where it did not say. */
export function skipReason({ reason }) {
  return reason ?? 'no reason given; skip() of test/helpers/skip.ts takes one';
}
