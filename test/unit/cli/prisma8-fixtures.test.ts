import assert from 'node:assert/strict';
import type { LintJson } from '../../../src/core/reports/lint';
import { runCliHere } from '../../helpers/cli-here';
import { prisma8Fixture, prisma8Fixtures } from '../../helpers/prisma-8/fixtures';
import { inWorkspace } from '../../helpers/workspace';

/** By fixture, what `lint` finds: the rule, the file and the index. */
const found: Readonly<Record<string, readonly string[]>> = {
  'after-prisma-7': [],
  'branches-joined': [
    'cascade-drops-protected-index 20260101T0001_right/ops.json note_body',
    'cascade-drops-protected-index 20260101T0003_join_left/ops.json note_body',
  ],
  'edited-operations': ['prisma-refuses 20260101T0000_init/migration.json'],
  'every-kind': [],
  'raw-sql': ['cascade-drops-protected-index 20260101T0001_without_body/ops.json note_trigram'],
  typescript: [],
};

describe('lint of projects that Prisma 8 has made', () => {
  for (const name of prisma8Fixtures()) {
    it(
      name,
      inWorkspace(async ({ folder, write, git, commit }) => {
        write(prisma8Fixture(name));
        git('init', '--quiet');
        commit('Begin');
        const { stdout } = await runCliHere(folder, ['lint', '--base', 'none', '--format', 'json']);
        const { projects } = JSON.parse(stdout) as LintJson;
        assert.deepEqual(
          projects.flatMap(({ findings }) =>
            findings.map(({ rule, file, index }) =>
              [rule, file.replace('migrations/app/', ''), index ?? []].flat().join(' '),
            ),
          ),
          found[name],
        );
      }),
    );
  }
});
