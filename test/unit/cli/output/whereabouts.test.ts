import assert from 'node:assert/strict';
import { remarks } from '../../../../src/cli/commands/status/messages';
import type { Whereabouts } from '../../../../src/core/status/whereabouts';
import { aRow } from '../commands/fix-drift/drifted';

const commit = '3dd41893d834e20f91ee0c8cb751acc3d519a84e';
const path = 'prisma/migrations/1_a/migration.sql';

describe('status says about a missing migration', () => {
  const cases: [where: Whereabouts, label: string][] = [
    [
      { kind: 'head', path },
      `deleted here but not committed: git restore --source=HEAD -- :/${path} brings it back`,
    ],
    [{ kind: 'branch', branch: 'origin/side', path }, `it is on branch origin/side, as ${path}`],
    [{ kind: 'removed', commit }, 'removed in commit 3dd41893d'],
    [
      { kind: 'renamed', commit, to: '2_b' },
      'renamed to 2_b in commit 3dd41893d: give the folder its old name, else Prisma applies it again',
    ],
    [
      { kind: 'renamed-here', to: '2_b' },
      'renamed here to 2_b, which is not committed: give the folder its old name, else Prisma applies it again',
    ],
    [{ kind: 'squashed', commit, into: ['0_init'] }, 'squashed into 0_init in commit 3dd41893d'],
    [
      { kind: 'commit', commit, path },
      `only commit 3dd41893d has it, which no branch shows any more: git restore --source=3dd41893d -- :/${path} brings it back`,
    ],
  ];
  for (const [where, message] of cases) {
    it(message, () => {
      const status = {
        name: '1_a',
        state: 'missing',
        file: undefined,
        row: aRow('1_a', 'x'),
        where,
      } as const;
      assert.deepEqual(
        remarks(
          { ...status, attempts: 1, outOfOrder: false, uncommitted: false, stray: false },
          { environment: 'local' },
        ),
        ['applied here, but this checkout has no such folder', message],
      );
    });
  }
});
