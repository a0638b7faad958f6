import assert from 'node:assert/strict';
import fs from 'node:fs';
import { openDiskTree } from '../../../../src/adapters/files/disk-tree';
import type { FileTree } from '../../../../src/adapters/files/file-tree';
import { findQueryFiles, type QueryFileOptions } from '../../../../src/adapters/queries/query-files';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

const query = 'db.query(`SELECT id FROM t ORDER BY e <=> $1`);\n';

async function paths(workspace: Workspace, root = '', options?: QueryFileOptions): Promise<string[]> {
  const { files } = await findQueryFiles(openDiskTree(workspace.folder), root, options);
  return files.map(({ path }) => path);
}

describe('files with queries', () => {
  it(
    'are scripts and SQL in which a vector operator stands, with their text',
    inWorkspace(async (workspace) => {
      const kinds = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'sql'];
      workspace.write(Object.fromEntries(kinds.map((kind) => [`src/a.${kind}`, query])));
      const operators = ['<=>', '<->', '<#>', '<+>', '<~>', '<%>'];
      workspace.write(
        Object.fromEntries(operators.map((operator, at) => [`src/deep/${at}.ts`, `// é ${operator}`])),
      );
      workspace.write({
        'src/b.ts': 'const a = b <= c && d<-e;',
        'src/c.md': query,
        'src/d.d.ts': query,
        'src/e.d.mts': query,
        'src/f.min.js': query,
      });
      const { files, looked, notRead } = await findQueryFiles(openDiskTree(workspace.folder), '');
      assert.deepEqual(
        files.map(({ path }) => path),
        [...kinds.map((kind) => `src/a.${kind}`).sort(), ...operators.map((_, at) => `src/deep/${at}.ts`)],
      );
      assert.equal(files.at(-1)?.text, '// é <%>');
      assert.equal(looked, kinds.length + operators.length + 1);
      assert.equal(notRead.size, 0);
    }),
  );

  it(
    'are none that are ignored, hidden, built, generated or linked',
    inWorkspace(async (workspace) => {
      workspace.write({
        '.gitignore': 'ignored/\n*.gen.ts\n!kept.gen.ts\n',
        'a.ts': query,
        'b.gen.ts': query,
        'kept.gen.ts': query,
        'ignored/a.ts': query,
        'inner/.gitignore': '/local.ts\n',
        'inner/local.ts': query,
        'inner/deep/local.ts': query,
        '.hidden/a.ts': query,
        'node_modules/a/a.ts': query,
        'dist/a.js': query,
        'client/index.d.ts': '',
        'client/runtime/a.js': query,
        'client/index.js': query,
        'prisma-client/client.ts': query,
        'prisma-client/browser.ts': query,
        'prisma-client/internal/class.ts': query,
      });
      fs.symlinkSync(workspace.at('a.ts'), workspace.at('link.ts'));
      fs.symlinkSync(workspace.folder, workspace.at('inner/circle'));
      assert.deepEqual(await paths(workspace), ['a.ts', 'kept.gen.ts', 'inner/deep/local.ts']);
      assert.deepEqual(await paths(workspace, 'inner'), ['inner/deep/local.ts']);
    }),
  );

  it(
    'are none that the ledger judges, or that belong to another project',
    inWorkspace(async (workspace) => {
      workspace.write({
        'prisma/migrations/migration_lock.toml': '',
        'prisma/migrations/1_a/migration.sql': query,
        'prisma/migrations/1_a/down.sql': query,
        'prisma/sql/nearest.sql': query,
        'notes/1/migration.sql': query,
        'packages/other/a.ts': query,
        'packages/others/a.ts': query,
      });
      assert.deepEqual(await paths(workspace, '', { without: ['packages/other'] }), [
        'notes/1/migration.sql',
        'packages/others/a.ts',
        'prisma/migrations/1_a/down.sql',
        'prisma/sql/nearest.sql',
      ]);
    }),
  );

  it(
    'are those that are wanted, and each is counted',
    inWorkspace(async (workspace) => {
      workspace.write({ 'src/a.ts': query, 'src/b.ts': '', 'test/a.ts': query });
      let looked = 0;
      const options = { matches: (path: string) => path.startsWith('src/'), onFile: () => (looked += 1) };
      assert.deepEqual(await paths(workspace, '', options), ['src/a.ts']);
      assert.equal(looked, 2);
    }),
  );

  it(
    'are counted where their kind is not read, and told of where they are too large or closed',
    inWorkspace(async (workspace) => {
      workspace.write({
        'a.vue': query,
        'b.vue': query,
        'c.svelte': '<script>const order = "order by e <-> $1";</script>',
        'd.astro': '<!-- a <-> b -->',
        'large.ts': query + ' '.repeat(2 * 1024 * 1024),
        'as-large-as-may-be.ts': query.padEnd(2 * 1024 * 1024),
      });
      const found = await findQueryFiles(openDiskTree(workspace.folder), '');
      assert.deepEqual(
        [...found.notRead],
        [
          ['.vue', 2],
          ['.svelte', 1],
        ],
      );
      assert.deepEqual(found.tooLarge, ['large.ts']);
      assert.deepEqual(
        found.files.map(({ path }) => path),
        ['as-large-as-may-be.ts'],
      );
      assert.equal(found.looked, 6);
    }),
  );

  it(
    'are told of where they cannot be read',
    inWorkspace(async (workspace) => {
      workspace.write({ 'a.ts': query, 'b.ts': query });
      const disk = openDiskTree(workspace.folder);
      disk.list('');
      fs.rmSync(workspace.at('a.ts'));
      fs.mkdirSync(workspace.at('a.ts'));
      const { files, unread } = await findQueryFiles(disk, '');
      assert.deepEqual(unread, [{ path: 'a.ts', reason: 'illegal operation on a directory' }]);
      assert.equal(files.length, 1);
    }),
  );

  it('are found in a tree that is not on disk', async () => {
    const tree: FileTree = {
      list: (folder) => (folder === '' ? [{ name: 'a.ts', kind: 'file', link: false }] : undefined),
      read: () => Promise.resolve(query),
    };
    assert.deepEqual((await findQueryFiles(tree, '')).files, [{ path: 'a.ts', text: query }]);
  });

  it(
    'leave others their turn while they are looked for',
    inWorkspace(async (workspace) => {
      workspace.write(
        Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`${at % 50}/${at}.ts`, query])),
      );
      let turns = 0;
      const timer = setInterval(() => (turns += 1), 1);
      try {
        assert.equal((await paths(workspace)).length, 3000);
      } finally {
        clearInterval(timer);
      }
      assert.ok(turns > 2, `${turns} turns`);
    }),
  );
});
