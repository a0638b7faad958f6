import assert from 'node:assert/strict';
import { findProjects } from '../../../../src/adapters/project/find-projects';
import { onlyFound, onlyOpened } from '../../../../src/adapters/project/only-project';
import { openProjects } from '../../../../src/adapters/open-projects';
import { sentenceOf } from '../../../helpers/environments';
import { inWorkspace, migrations, schemaWith } from '../../../helpers/workspace';

describe('the only project', () => {
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
});
