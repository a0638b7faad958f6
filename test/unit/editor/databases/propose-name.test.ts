import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { proposeName } from '../../../../src/editor/databases/worker/project-state';
import { inWorkspace, migrations, schemaWith } from '../../../helpers/workspace';

const schema = 'prisma/schema.prisma';
const first = migrations('prisma/migrations', '20260101000000_first');
const lock = { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n' };

describe('the proposed name of the next migration', () => {
  it(
    'is about what the working tree has and HEAD has not',
    inWorkspace(async ({ folder, write, commit, git }) => {
      const root = pathToFileURL(folder).href;
      git('init', '--quiet');
      write({ ...first, ...lock, [schema]: schemaWith('Memory') });
      commit('first');
      assert.equal(await proposeName(root), undefined);
      write({ [schema]: schemaWith('Memory', 'ChatTag') });
      assert.equal(await proposeName(root), 'add_chat_tag');
      // Catches: another base than HEAD, such as the default branch.
      git('checkout', '--quiet', '-b', 'work');
      commit('second');
      assert.equal(await proposeName(root), undefined);
    }),
  );

  it(
    'is init where there is no migration yet, and none without git',
    inWorkspace(async ({ folder, write }) => {
      const root = pathToFileURL(folder).href;
      write({ ...lock, [schema]: schemaWith('Memory') });
      assert.equal(await proposeName(root), 'init');
      write(first);
      assert.equal(await proposeName(root), undefined);
    }),
  );

  it(
    'is none in a repository that has no commit yet',
    inWorkspace(async ({ folder, write, git }) => {
      git('init', '--quiet');
      write({ ...lock, [schema]: schemaWith('Memory') });
      assert.equal(await proposeName(pathToFileURL(folder).href), 'init');
      write(first);
      assert.equal(await proposeName(pathToFileURL(folder).href), undefined);
    }),
  );
});
