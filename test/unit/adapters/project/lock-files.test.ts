import assert from 'node:assert/strict';
import { openDiskTree } from '../../../../src/adapters/files/disk-tree';
import { prismaVersion } from '../../../../src/adapters/project/prisma-version';
import { inWorkspace } from '../../../helpers/workspace';

const lockFiles: Record<string, { file: string; text: string }> = {
  'npm’s': {
    file: 'package-lock.json',
    text: JSON.stringify(
      {
        lockfileVersion: 3,
        packages: {
          '': { devDependencies: { prisma: '^6.2.0' } },
          'node_modules/@prisma/client': {
            version: '6.1.0',
            peerDependenciesMeta: { prisma: { optional: true } },
          },
          'node_modules/prisma': { version: '6.9.0', resolved: 'x' },
          'packages/db/node_modules/prisma': { version: '6.16.2', resolved: 'x' },
        },
      },
      null,
      2,
    ),
  },
  'npm 6’s': {
    file: 'package-lock.json',
    text: '{ "lockfileVersion": 1, "dependencies": {\n"prisma": {\n"version": "6.16.2", "requires": {}\n} } }',
  },
  'pnpm’s': {
    file: 'pnpm-lock.yaml',
    text: `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      prisma:
        specifier: ^6.9.0
        version: 6.9.0

  packages/db:
    dependencies:
      '@prisma/client':
        specifier: ^6.2.0
        version: 6.1.0
    devDependencies:
      prisma:
        specifier: ^6.2.0
        version: 6.16.2(magicast@0.3.5)(typescript@5.9.2)
`,
  },
  'an older pnpm’s': {
    file: 'packages/db/pnpm-lock.yaml',
    text: 'lockfileVersion: 5.4\n\nspecifiers:\n  prisma: ^6.2.0\n\ndevDependencies:\n  prisma: 6.16.2_typescript@4.9.5\n',
  },
  'Yarn’s': {
    file: 'yarn.lock',
    text: `__metadata:
  version: 8

"prisma@npm:^6.1.0":
  version: 6.9.0

"prisma@npm:^6.0.0, prisma@npm:^6.2.0":
  version: 6.16.2
  resolution: "prisma@npm:6.16.2"
`,
  },
  'Yarn 1’s': {
    file: 'yarn.lock',
    text: '# yarn lockfile v1\n\n\n"@prisma/client@^6.2.0":\n  version "6.1.0"\n\nprisma@^6.1.0, prisma@^6.2.0:\n  version "6.16.2"\n  resolved "x"\n',
  },
  'Bun’s': {
    file: 'bun.lock',
    text: `{
  "workspaces": { "packages/db": { "devDependencies": { "prisma": "^6.2.0", }, }, },
  "packages": {
    "@prisma/client": ["@prisma/client@6.1.0", "", {}, "sha512-x"],
    "prisma": ["prisma@6.16.2", "", { "bin": { "prisma": "build/index.js" } }, "sha512-x"],
  }
}
`,
  },
};

describe('the Prisma of a project that is not installed', () => {
  for (const [whose, { file, text }] of Object.entries(lockFiles)) {
    it(
      `is the one of ${whose} lock file`,
      inWorkspace(async ({ folder, write }) => {
        write({
          [file]: text,
          '.pnp.cjs': '',
          'packages/db/package.json': '{"devDependencies":{"prisma":"^6.2.0"}}',
        });
        const tree = openDiskTree(folder);
        assert.deepEqual(await prismaVersion(tree, 'packages/db', tree.toDisk('packages/db')), {
          version: '6.16.2',
          source: 'locked',
        });
      }),
    );

    it(
      `is what package.json asks for, where ${whose} lock file does not have it`,
      inWorkspace(async ({ folder, write }) => {
        write({
          [file]: text.replaceAll('prisma', 'other'),
          'packages/db/package.json': '{"devDependencies":{"prisma":"^6.2.0"}}',
        });
        const tree = openDiskTree(folder);
        assert.deepEqual(await prismaVersion(tree, 'packages/db', tree.toDisk('packages/db')), {
          version: '6.2.0',
          source: 'required',
        });
      }),
    );
  }
});
