import assert from 'node:assert/strict';
import { cellsOf, changes, type Cell, type Run } from './cells';
import { afterChanges, afterPull, afterSquash, type OpenDatabase, type Outcomes } from './outcomes';
import { rowsOfPage, saidOf } from './page';

const titleOf = ({ version, previewFeatures = [], embedded }: Run): string =>
  [`Prisma ${version}`, ...previewFeatures, ...(embedded ? ['extensions'] : [])].join(', ');

/** Registers a test for each cell, once `outcomes` has tried all of them; `headOf` is the column of the page. */
function testCells(
  run: Run,
  cells: readonly Cell[],
  headOf: (cell: Cell) => string,
  outcomes: () => Promise<Outcomes>,
): void {
  const rows = rowsOfPage();
  const found = new Map<string, string>();

  before(async () => {
    for (const [{ name }, outcome] of await outcomes()) found.set(name, outcome);
  });

  for (const cell of cells) {
    const { object, name } = cell;
    const expected = saidOf(rows.get(object.title)?.get(headOf(cell)), run.version);
    it(`${headOf(cell)}: ${object.title} | ${expected} (${object.make})`, () => {
      assert.equal(found.get(name), expected);
    });
  }
}

/** Registers a test for each object and change. */
export function testChanges(run: Run, open: OpenDatabase): void {
  describe(`${titleOf(run)}: next migration`, () => {
    testCells(
      run,
      cellsOf(run),
      ({ change }) => change,
      () => afterChanges(run, open),
    );
  });
}

/** Registers two tests for each object. */
export function testSchemas(run: Run, open: OpenDatabase): void {
  const cells = cellsOf(run).filter(({ change }) => change === changes[0]);
  describe(`${titleOf(run)}: squash`, () => {
    testCells(
      run,
      cells,
      () => 'squash',
      () => afterSquash(run, open),
    );
  });
  describe(`${titleOf(run)}: db pull`, () => {
    testCells(
      run,
      cells,
      () => 'db pull',
      () => afterPull(run, open),
    );
  });
}
