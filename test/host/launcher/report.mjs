import { countLine, countResults, skipReason } from '../../tools/results.mjs';

/**
 * Prints the results of a run (see test/helpers/results.ts) as a list, the failures below it, and the closing line.
 * Returns whether it was a success: something passed and nothing failed.
 */
export function report(results, print = console.log) {
  const marks = { passed: '✔', failed: '✘', skipped: '-' };
  let above = [];
  for (const result of results) {
    const { titles, state, milliseconds } = result;
    const suites = titles.slice(0, -1);
    suites.forEach((suite, depth) => {
      if (suite !== above[depth]) print(`${'  '.repeat(depth + 1)}${suite}`);
    });
    above = suites;
    const time = milliseconds > 200 ? ` (${milliseconds} ms)` : '';
    const reason = state === 'skipped' ? ` (${skipReason(result)})` : '';
    print(`${'  '.repeat(titles.length)}${marks[state]} ${titles.at(-1)}${time}${reason}`);
  }
  for (const { titles, error } of results.filter(({ state }) => state === 'failed')) {
    print(`\n${titles.join(' › ')}\n${error.replace(/^/gm, '  ')}`);
  }
  const counts = countResults(results);
  print(`\n${countLine(counts)}`);
  return counts.failed === 0 && counts.passed > 0;
}
