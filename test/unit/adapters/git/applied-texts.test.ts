import assert from 'node:assert/strict';
import { findAppliedTexts } from '../../../../src/adapters/git/applied-texts';
import { sha256 } from '../../../../src/adapters/files/sha256';
import type { FoundText, MigrationArchive } from '../../../../src/workflows/migration-archive';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';
import { opened, start } from './histories';

async function archiveOf(workspace: Workspace): Promise<MigrationArchive> {
  const { archive } = (await opened(workspace)).source;
  assert.ok(archive);
  return archive;
}

async function find(workspace: Workspace, text: string, name = '1_a'): Promise<FoundText | undefined> {
  const found = await (await archiveOf(workspace)).findTexts([{ checksum: sha256(text), name }]);
  return found.get(sha256(text));
}

/** `commit main prisma/…`; the commit's id is left out. */
async function locationOf(workspace: Workspace, text: string, name?: string): Promise<string | undefined> {
  const found = await find(workspace, text, name);
  return found && [found.location.kind, found.location.ref, found.location.path].join(' ');
}

const file = 'prisma/migrations/1_a/migration.sql';

describe('the text that was applied is found in git', () => {
  it(
    'in an older commit of the same file, which is named',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [file]: 'SELECT 2;' });
      const commit = workspace.commit('two');
      workspace.write({ [file]: 'SELECT 3;' });
      workspace.commit('three');
      const found = await find(workspace, 'SELECT 2;');
      assert.deepEqual(found, {
        text: 'SELECT 2;',
        location: { kind: 'commit', path: file, commit, ref: 'main' },
      });
    }),
  );

  it(
    'under another path and on another branch',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'side');
      workspace.write({ 'db/migrations/9_z/migration.sql': 'SELECT 2;' });
      workspace.commit('side');
      workspace.git('checkout', '--quiet', 'main');
      assert.equal(await locationOf(workspace, 'SELECT 2;'), 'commit side db/migrations/9_z/migration.sql');
    }),
  );

  it(
    'in stashes, the latest and older ones, also where the file was new',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [file]: 'SELECT 2;' });
      workspace.git('stash', '--quiet');
      workspace.write({ 'prisma/migrations/2_b/migration.sql': 'SELECT 3;' });
      workspace.git('stash', '--quiet', '--include-untracked');
      workspace.write({ [file]: 'SELECT 4;' });
      workspace.git('stash', '--quiet');
      assert.equal(await locationOf(workspace, 'SELECT 4;'), `stash stash@{0} ${file}`);
      assert.equal(
        await locationOf(workspace, 'SELECT 3;', '2_b'),
        'stash stash@{1} prisma/migrations/2_b/migration.sql',
      );
      assert.equal(await locationOf(workspace, 'SELECT 2;'), `stash stash@{2} ${file}`);
    }),
  );

  it(
    'in a commit that was amended away, and where it is only staged',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [file]: 'SELECT 2;' });
      workspace.commit('two');
      workspace.write({ [file]: 'SELECT 3;' });
      workspace.git('commit', '--quiet', '--all', '--amend', '--message', 'three');
      workspace.write({ [file]: 'SELECT 4;' });
      workspace.git('add', '--all');
      workspace.write({ [file]: 'SELECT 5;' });
      assert.equal(await locationOf(workspace, 'SELECT 2;'), `commit  ${file}`);
      assert.equal(await locationOf(workspace, 'SELECT 4;'), `index  ${file}`);
      assert.equal(await locationOf(workspace, 'SELECT 5;'), undefined, 'what git has never been given');
    }),
  );

  it(
    'on the side of a merge that was not kept, and in what only the merge itself wrote',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'side');
      workspace.write({ [file]: 'SELECT 2;' });
      workspace.commit('two');
      workspace.git('checkout', '--quiet', 'main');
      workspace.write({ other: 'x' });
      workspace.commit('other');
      workspace.git('merge', '--quiet', '--strategy', 'ours', '--no-commit', 'side');
      workspace.write({ [file]: 'SELECT 3;' });
      workspace.commit('merge');
      workspace.git('branch', '--quiet', '-D', 'side');
      workspace.write({ [file]: 'SELECT 4;' });
      workspace.commit('four');
      assert.equal(await locationOf(workspace, 'SELECT 2;'), `commit main ${file}`);
      assert.equal(await locationOf(workspace, 'SELECT 3;'), `commit main ${file}`);
    }),
  );

  it(
    'whatever line ends git stores, and whatever the config asks of log',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [file]: 'SELECT\r\n2;' });
      workspace.commit('two');
      workspace.git('config', 'log.showRoot', 'false');
      workspace.git('config', 'log.diffMerges', 'off');
      workspace.git('config', 'diff.noprefix', 'true');
      workspace.git('config', 'diff.relative', 'true');
      workspace.git('config', 'log.date', 'relative');
      assert.equal(await locationOf(workspace, 'SELECT\n2;'), `commit main ${file}`);
      assert.equal(await locationOf(workspace, '-- 1_a\n'), `commit main ${file}`);
    }),
  );
});

describe('the search for an applied text', () => {
  const blobs = Array.from({ length: 1000 }, (_, index) => ({
    blob: `blob ${index}`,
    path: `migrations/blob ${index}/migration.sql`,
  }));

  /** The ids of the blobs that were read while the texts of some of them were looked for. */
  async function readFor(...wanted: string[]): Promise<string[]> {
    const read: string[] = [];
    await findAppliedTexts(
      wanted.map((name) => ({ checksum: sha256(name), name })),
      {
        folder: 'prisma/migrations',
        changesOf: () => Promise.resolve([]),
        blobs: () => Promise.resolve([...blobs, ...blobs]),
        staged: () => Promise.resolve(blobs),
        stashes: () => Promise.resolve(new Map()),
        read: (id) => {
          read.push(id);
          return Promise.resolve({ id, type: 'blob', content: Buffer.from(id) });
        },
      },
    );
    return read;
  }

  it('begins with the files of the same name and ends when all is found', async () => {
    const read = await readFor('blob 998', 'blob 999');
    assert.deepEqual(read.slice(0, 2), ['blob 998', 'blob 999']);
    assert.ok(read.length < 500, `${read.length} were read`);
  });

  it('reads each blob once, however often it is met', async () => {
    assert.equal((await readFor('blob 1', 'what is nowhere')).length, 1000);
  });
});

describe('the text at HEAD', () => {
  it(
    'is that of the commit, whatever the working tree has',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ [file]: 'SELECT 2;' });
      const archive = await archiveOf(workspace);
      assert.equal(await archive.committedText('1_a'), '-- 1_a\n');
      assert.equal(await archive.committedText('2_b'), undefined);
    }),
  );
});
