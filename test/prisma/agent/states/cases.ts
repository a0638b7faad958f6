import assert from 'node:assert/strict';
import fs from 'node:fs';
import { buildCli } from '../../../helpers/cli';
import { withOurs, withPrismaAlone, type State } from './setting';

/** Where to write a table of what happens in each state, for people. */
const table = process.env['MIGRATION_GUARD_STATES_TABLE'];

/** Registers, for each state, that our answers lead out of it without a loss, and that Prisma's own commands lose something. */
export function testStates(states: readonly State[]): void {
  before(buildCli);
  for (const state of states) {
    describe(`where ${state.title}`, () => {
      it('what our tools answer leads out of it, and nothing is lost', async () => {
        const { first, steps } = await withOurs(state);
        assert.ok(steps.length > 0, first);
        if (table !== undefined) fs.appendFileSync(table, rowOf(state, first, steps));
      });

      it("Prisma's own commands lose something", async () => {
        assert.notEqual(state.lost.length, 0);
        assert.deepEqual(await withPrismaAlone(state), [...state.lost].sort());
      });
    });
  }
}

/** A row of Markdown. */
function rowOf({ title, lost }: State, first: string, steps: readonly string[]): string {
  const [summary = ''] = first.split('\n');
  const said = summary.replace(/^local at \S+ \d+ migrations\. /, '');
  const cells = [title, said, steps.map((step) => step.replace(/^npx /, '')).join(' → '), lost.join(', ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
}
