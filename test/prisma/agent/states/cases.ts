import assert from 'node:assert/strict';
import fs from 'node:fs';
import { buildCli } from '../../../helpers/cli';
import { withOurs, withPrismaAlone, type State } from './setting';

/** Registers, for each state, that our answers lead out of it without a loss, and that Prisma's own commands lose something. */
export function testStates(states: readonly State[]): void {
  describe('a state that tempts to reset', () => {
    before(buildCli);
    for (const state of states) {
      describe(state.title, () => {
        it('is left by what the answers of our tools name, and nothing is lost', async () => {
          const followed = await withOurs(state);
          fs.appendFileSync('/tmp/states-story.txt', `\n##### ${state.title}\n${followed.story}\nSTEPS ${JSON.stringify(followed.steps, null, 1)}\n`);
        });
        it("loses something by Prisma's own commands", async () => {
          assert.deepEqual(await withPrismaAlone(state), [...state.lost].sort());
        });
      });
    }
  });
}
