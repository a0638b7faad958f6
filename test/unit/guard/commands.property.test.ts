import assert from 'node:assert/strict';
import fc from 'fast-check';
import { propertyRuns } from '../../helpers/property-runs';
import { inWorkspace } from '../../helpers/workspace';
import { claudeDecision, claudeInput, giveToGuard } from './ask-guard';
import { databases } from './commands/databases';
import { others } from './commands/others';
import { resets } from './commands/resets';

const pieces = [...resets, ...databases, ...others].flatMap(([, command]) => command.split(/(?<=\s)/));

/** Pieces of real commands, half of them broken somewhere. */
const mixed = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ maxLength: 3 }),
      fc.constantFrom('"', "'", '`', '$', '(', ')', '{', '}', ';', '|', '&', '<', '>', '\n', '\\'),
    ),
  )
  .map((parts) => parts.join(''));

describe('guard', () => {
  it(
    'decides about any text, and never fails',
    inWorkspace(async ({ folder }) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(mixed, fc.string({ unit: 'binary', maxLength: 60 })), async (command) => {
          const answer = await giveToGuard(folder, claudeInput(command, folder));
          assert.equal(answer.exitCode, 0);
          assert.equal(answer.stderr, '');
          const [decision, reason] = claudeDecision(answer);
          assert.ok(['allow', 'ask', 'deny'].includes(decision));
          assert.doesNotMatch(reason, /could not be read/);
        }),
        { numRuns: propertyRuns(400) },
      );
    }),
  );

  it(
    'takes any text on stdin, and any value in the place of another',
    inWorkspace(async ({ folder }) => {
      const input = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc
          .record(
            {
              hook_event_name: fc.constantFrom('PreToolUse', 'BeforeTool', 'beforeShellExecution', 1),
              tool_name: fc.oneof(fc.constant('Bash'), fc.anything()),
              tool_input: fc.anything(),
              toolName: fc.anything(),
              toolArgs: fc.anything(),
              command: fc.anything(),
              cwd: fc.anything(),
              workspace_roots: fc.anything(),
            },
            { requiredKeys: [] },
          )
          .map((value) =>
            JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)),
          ),
      );
      await fc.assert(
        fc.asyncProperty(input, async (text) => {
          const { exitCode, stdout, stderr } = await giveToGuard(folder, text);
          assert.deepEqual([exitCode, stderr], [0, '']);
          if (stdout !== '') JSON.parse(stdout);
        }),
        { numRuns: propertyRuns(300) },
      );
    }),
  );

  it(
    'denies a reset behind any command that is whole',
    inWorkspace(async ({ folder }) => {
      const harmless = others
        .flatMap(([expected, command]) => (expected === 'allow' ? command : []))
        .filter(isWhole);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...harmless),
          fc.constantFrom('\n', '\n:;', '\ntrue &&'),
          async (command, between) => {
            const text = `${command}${between} npx prisma migrate reset`;
            const [decision] = claudeDecision(await giveToGuard(folder, claudeInput(text, folder)));
            assert.equal(decision, 'deny', text);
          },
        ),
        { numRuns: propertyRuns(50) },
      );
    }),
  );
});

/** Whether what comes on a line behind it is a command. */
function isWhole(command: string): boolean {
  return !command.includes('<<');
}
