import assert from 'node:assert/strict';
import { openWorkspace, type Workspace } from '../../helpers/workspace';
import { claudeDecision, claudeInput, giveToGuard } from './ask-guard';
import { databases } from './commands/databases';
import { detours } from './commands/detours';
import { everyday } from './commands/everyday';
import { others } from './commands/others';
import { resets } from './commands/resets';
import { prepare, stateNames } from './states';

const commands = [...resets, ...databases, ...others, ...detours, ...everyday];

describe('guard, asked as by Claude Code', () => {
  it('knows at least 200 commands, each of them once', () => {
    assert.ok(commands.length >= 200, String(commands.length));
    assert.equal(new Set(commands.map(([, command]) => command)).size, commands.length);
  });

  for (const [at, state] of stateNames.entries()) {
    describe(state, () => {
      let workspace: Workspace;
      before(() => {
        workspace = openWorkspace();
        prepare(workspace, state);
      });
      after(() => {
        workspace.remove();
      });

      // Words that decide by themselves are tried in the first and the last.
      const tried = commands.filter(([expected]) => state !== 'history' || typeof expected !== 'string');
      for (const [expected, command] of tried) {
        const wanted = typeof expected === 'string' ? expected : (expected[at] ?? 'allow');
        it(`${wanted}: ${command.replaceAll('\n', '⏎')}`, async () => {
          const answer = await giveToGuard(workspace.folder, claudeInput(command, workspace.folder));
          const [decision, reason] = claudeDecision(answer);
          assert.equal(answer.exitCode, 0, answer.stderr);
          assert.equal(decision, wanted, reason);
          assert.equal(reason === '', wanted === 'allow');
          assert.ok(!reason.includes('secret'), reason);
        });
      }
    });
  }
});
