import assert from 'node:assert/strict';
import { openDiskTree, type DiskTree } from '../../../../src/adapters/files/disk-tree';
import { catalogRange, prismaVersion } from '../../../../src/adapters/project/prisma-version';
import { lowestVersion } from '../../../../src/adapters/project/version-range';
import { inWorkspace } from '../../../helpers/workspace';

describe('the lowest version that a range allows', () => {
  for (const [range, expected] of [
    ['6.19.3', '6.19.3'],
    ['^6.1.0', '6.1.0'],
    ['~5', '5.0.0'],
    ['>=5.1 <7', '5.1.0'],
    ['>= 5.1', '5.1.0'],
    ['=7.4.1', '7.4.1'],
    ['v7.0.0', '7.0.0'],
    ['6.x', '6.0.0'],
    ['7 || ^6.2', '6.2.0'],
    ['5.1.0 - 6.2.0', '5.1.0'],
    ['7.0.0-dev.12', '7.0.0'],
    ['npm:prisma@^6.3.0', '6.3.0'],
    ['npm:@scope/prisma@6.3.0', '6.3.0'],
    ['>6.2.1', '6.2.2'],
    ['>6.2', '6.3.0'],
    ['^6.1.0||^7.0.0', '6.1.0'],
    ['~>6.4.1', '6.4.1'],
    ['>=6.1.0-dev.3 <7', '6.1.0'],
    ['^6.1.0 <6', undefined],
    ['7.0.0.1', undefined],
    ['*', undefined],
    ['workspace:*', undefined],
    ['catalog:', undefined],
    ['npm:prisma@latest', undefined],
    ['latest', undefined],
    ['<7', undefined],
    ['6 || latest', undefined],
    ['file:../prisma-6.0.0.tgz', undefined],
    ['', undefined],
  ] as const) {
    it(`of "${range}" is ${expected ?? 'not known'}`, () => assert.equal(lowestVersion(range), expected));
  }
});

const versionIn = (tree: DiskTree, root: string) => prismaVersion(tree, root, tree.toDisk(root));

describe('the Prisma of a project', () => {
  it(
    'is the one installed nearest',
    inWorkspace(async ({ folder, write }) => {
      write({
        'node_modules/prisma/package.json': '{"version":"6.0.1"}',
        'packages/db/package.json': '{"devDependencies":{"prisma":"^5.0.0"}}',
      });
      const tree = openDiskTree(folder);
      assert.deepEqual(await versionIn(tree, 'packages/db'), { version: '6.0.1', source: 'installed' });
      write({ 'packages/db/node_modules/@prisma/client/package.json': '{"version":"7.5.0-dev.1"}' });
      assert.deepEqual(await versionIn(tree, 'packages/db'), {
        ...{ version: '7.5.0', source: 'installed', release: '7.5.0-dev.1' },
      });
    }),
  );

  it(
    'is what the nearest package.json with a range asks for, where nothing is installed',
    inWorkspace(async ({ folder, write }) => {
      write({
        'package.json': '\uFEFF{"dependencies":{"@prisma/client":"~6.4.0"}}',
        'packages/db/package.json': '{"dependencies":{"prisma":"workspace:*"}}',
      });
      assert.deepEqual(await versionIn(openDiskTree(folder), 'packages/db'), {
        version: '6.4.0',
        source: 'required',
      });
    }),
  );

  it(
    'is found through a pnpm catalog',
    inWorkspace(async ({ folder, write }) => {
      write({
        'pnpm-workspace.yaml':
          'packages:\n  - "*"\ncatalog:\n  # shared\n  "@prisma/client": ^6.2.0\n  prisma: 6.3.1 # pinned\n',
        'db/package.json': '{"devDependencies":{"prisma":"catalog:"}}',
      });
      assert.deepEqual(await versionIn(openDiskTree(folder), 'db'), { version: '6.3.1', source: 'required' });
    }),
  );

  it(
    'is what a range behind workspace: or under another name asks for',
    inWorkspace(async ({ folder, write }) => {
      for (const [range, version] of [
        ['workspace:^6.5.0', '6.5.0'],
        ['npm:prisma@6.19.3', '6.19.3'],
      ] as const) {
        write({ 'package.json': JSON.stringify({ dependencies: { prisma: range } }) });
        assert.deepEqual(await versionIn(openDiskTree(folder), ''), { version, source: 'required' }, range);
      }
    }),
  );

  it(
    'is the same for a plain range as for any other',
    inWorkspace(async ({ folder, write }) => {
      for (const range of [
        '6.2.0',
        ' ^6.19.0',
        '~6.2.10',
        '^0.9.0',
        '^0.0.0',
        '^06.1.0',
        '6.1.0-rc.1',
        '^6.1',
      ]) {
        write({ 'package.json': JSON.stringify({ dependencies: { prisma: range } }) });
        const found = await versionIn(openDiskTree(folder), '');
        assert.equal(found.source === 'required' ? found.version : undefined, lowestVersion(range), range);
      }
    }),
  );

  it(
    'is assumed where nothing says',
    inWorkspace(async ({ folder, write }) => {
      write({ 'package.json': '{ broken' });
      assert.deepEqual(await versionIn(openDiskTree(folder), ''), { version: '7.10.0', source: 'assumed' });
    }),
  );

  it('is read from the catalog that is named, and from no other', () => {
    const yaml =
      'catalogs:\n  old:\n    prisma: ^5.0.0\n  new:\n    prisma: "^7.1.0"\nother:\n  prisma: 1.0.0\n';
    assert.equal(catalogRange(yaml, 'new', 'prisma'), '^7.1.0');
    assert.equal(catalogRange(yaml, '', 'prisma'), undefined);
  });

  it(
    'is that of Prisma 8 where it is what that was before, which had numbers of its own',
    inWorkspace(async ({ folder, write }) => {
      const version = () => prismaVersion(openDiskTree(folder), '', folder, 'prisma8');
      write({ 'package.json': JSON.stringify({ devDependencies: { prisma: '^6.19.3' } }) });
      assert.deepEqual(await version(), { version: '8.0.0', source: 'assumed' });
      write({
        'package.json': JSON.stringify({
          dependencies: { '@prisma-next/postgres': 'latest' },
          devDependencies: { 'prisma-next': '^0.11.0', prisma: '^6.19.3' },
        }),
      });
      assert.deepEqual(await version(), { release: '0.11.0', source: 'required', version: '8.0.0' });
      write({
        'node_modules/@prisma-next/postgres/package.json': JSON.stringify({ version: '0.12.0-dev.1' }),
      });
      assert.deepEqual(await version(), { release: '0.12.0-dev.1', source: 'installed', version: '8.0.0' });
    }),
  );
});
