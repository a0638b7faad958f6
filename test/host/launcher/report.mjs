/**
 * Prints the results of a run (see suite/result.ts) as a list, the failures below it, and the closing line.
 * Returns whether it was a success: something passed and nothing failed.
 */
export function report(results, print = console.log) {
  const marks = { passed: '✔', failed: '✘', skipped: '-' };
  let above = [];
  for (const { titles, state, milliseconds } of results) {
    const suites = titles.slice(0, -1);
    suites.forEach((suite, depth) => {
      if (suite !== above[depth]) print(`${'  '.repeat(depth + 1)}${suite}`);
    });
    above = suites;
    const time = milliseconds > 200 ? ` (${milliseconds} ms)` : '';
    print(`${'  '.repeat(titles.length)}${marks[state]} ${titles.at(-1)}${time}`);
  }
  for (const { titles, error } of results.filter(({ state }) => state === 'failed')) {
    print(`\n${titles.join(' › ')}\n${error.replace(/^/gm, '  ')}`);
  }
  const count = (wanted) => results.filter(({ state }) => state === wanted).length;
  print(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
  return count('failed') === 0 && count('passed') > 0;
}
