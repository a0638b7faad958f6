import assert from 'node:assert/strict';
import { findProjects } from '../../../../src/adapters/project/find-projects';
import { onlyFound, onlyOpened } from '../../../../src/adapters/project/only-project';
import { openProjects } from '../../../../src/adapters/open-projects';
import { sentenceOf } from '../../../helpers/environments';
import { inWorkspace, migrations, schemaWith } from '../../../helpers/workspace';

describe('the only project', () => {
  // Mutations: each of these schemas as a project of its own.
  for (const [what, files] of [
    ['docs', { 'docs/guide/schema.prisma': schemaWith('B') }],
    ['fixtures', { 'packages/a/test/fixtures/prisma/schema.prisma': schemaWith('B') }],
    [
      'an ignored file',
      { '.gitignore': 'generated.prisma\n', 'packages/a/generated.prisma': schemaWith('B') },
    ],
    ['an ignored folder', { '.gitignore': 'tmp/\n', 'tmp/schema.prisma': schemaWith('B') }],
    ['a folder below', { 'packages/a/part.prisma': 'model B {\n  id Int @id\n}\n' }],
    ['the folder itself, without a datasource', { 'schema.prisma': 'model B {\n  id Int @id\n}\n' }],
  ] as const) {
    it(
      `is the one with migrations, beside a schema without any in ${what}`,
      inWorkspace(async ({ folder, at, write }) => {
        write({
          'package.json': '{}',
          ...files,
          'packages/db/package.json': '{}',
          'packages/db/prisma/schema.prisma': schemaWith('A'),
          'packages/db/prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
          ...migrations('packages/db/prisma/migrations', '20240101000000_a'),
        });
        for (const which of ['all', 'with-database'] as const) {
          const opened = await openProjects([], { cwd: folder, which });
          assert.equal(onlyOpened(opened, folder).source.root, at('packages/db'));
        }
      }),
    );
  }

  it(
    'is one in docs or fixtures where a person names it, or where it has migrations',
    inWorkspace(async ({ folder, at, write }) => {
      write({ 'package.json': '{}', 'docs/app/schema.prisma': schemaWith('B') });
      assert.deepEqual(await findProjects([], folder), []);
      assert.equal((await findProjects(['docs/app'], folder)).length, 1);
      assert.equal((await findProjects(['app'], at('docs'))).length, 1);
      write(migrations('docs/app/migrations', '20240101000000_b'));
      assert.equal((await findProjects([], folder)).length, 1);
    }),
  );

  it(
    'is asked for by paths from the working directory, each of which leads to one of them',
    inWorkspace(async ({ folder, at, write }) => {
      write({
        'package.json': '{}',
        'prisma/schema.prisma': schemaWith('A'),
        ...migrations('prisma/migrations', '20240101000000_a'),
        'apps/api/package.json': '{}',
        'apps/api/prisma/schema.prisma': schemaWith('B'),
        ...migrations('apps/api/prisma/migrations', '20240101000000_b'),
        // Nothing was ever migrated here.
        'apps/new/package.json': '{}',
        'apps/new/prisma/schema.prisma': schemaWith('C'),
      });
      const names = ['../prisma/migrations', 'api/prisma/migrations', 'new/prisma/schema.prisma'];
      const cwd = at('apps');
      const several = await openProjects([folder], { cwd });
      const sentence = `More than one Prisma project was found: ${names.join(', ')}. Name one with --project.`;
      assert.equal(await sentenceOf(() => Promise.resolve().then(() => onlyOpened(several, cwd))), sentence);
      const found = await findProjects([folder], cwd);
      assert.equal(await sentenceOf(() => Promise.resolve().then(() => onlyFound(found, cwd))), sentence);

      const roots: string[] = [];
      for (const name of names) {
        roots.push(onlyOpened(await openProjects([name], { cwd }), cwd).source.root);
      }
      assert.deepEqual(roots, [folder, at('apps/api'), at('apps/new')]);
    }),
  );

  it(
    'is asked for by ten of very many, and how many more there are',
    inWorkspace(async ({ folder, write }) => {
      const places = Array.from({ length: 12 }, (_, number) => `apps/p${String(number + 10)}`);
      for (const place of places) {
        write({
          [`${place}/package.json`]: '{}',
          [`${place}/prisma/schema.prisma`]: schemaWith('A'),
          ...migrations(`${place}/prisma/migrations`, '20240101000000_a'),
        });
      }
      const found = await findProjects([], folder);
      const names = places.slice(0, 10).map((place) => `${place}/prisma/migrations`);
      assert.equal(
        await sentenceOf(() => Promise.resolve().then(() => onlyFound(found, folder))),
        `More than one Prisma project was found: ${names.join(', ')} and 2 more. Name one with --project.`,
      );
    }),
  );
});
