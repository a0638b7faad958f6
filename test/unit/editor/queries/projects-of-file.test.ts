import assert from 'node:assert/strict';
import type { ProjectFolders } from '../../../../src/editor/databases/known-state';
import { projectsOfFile } from '../../../../src/editor/queries/projects-of-file';

function project(root: string, more: Partial<ProjectFolders> = {}): ProjectFolders {
  return { root, migrationsFolder: `${root}/prisma/migrations`, ...more };
}

/** The migrations folders of those whose database the file may ask, from `file:///w` on. */
function found(file: string, projects: readonly ProjectFolders[], window: string | undefined): string[] {
  return projectsOfFile(`file:///w/${file}`, projects, window).map(({ migrationsFolder }) =>
    migrationsFolder.slice('file:///w/'.length),
  );
}

const [app, inner] = [project('file:///w/app'), project('file:///w/app/packages/inner')];
const db = project('file:///w/packages/db');

describe('the projects whose database a file may ask', () => {
  it('are those of the nearest folder around it', () => {
    const all = [app, inner];
    assert.deepEqual(found('app/src/a.ts', all, 'file:///w'), ['app/prisma/migrations']);
    assert.deepEqual(found('app/packages/inner/a.ts', all, 'file:///w'), [
      'app/packages/inner/prisma/migrations',
    ]);
    assert.deepEqual(found('app/packages/inner-too/a.ts', all, 'file:///w'), ['app/prisma/migrations']);
  });

  it('are all that have one folder', () => {
    const other = project('file:///w/app', { migrationsFolder: 'file:///w/app/other/migrations' });
    assert.deepEqual(found('app/a.ts', [app, other], 'file:///w'), [
      'app/prisma/migrations',
      'app/other/migrations',
    ]);
  });

  it('are the only one of the open folder for a package that has none', () => {
    assert.deepEqual(found('packages/api/a.ts', [db], 'file:///w'), ['packages/db/prisma/migrations']);
    assert.deepEqual(found('packages/api/a.ts', [db, app], 'file:///w'), []);
    assert.deepEqual(found('packages/api/a.ts', [db, app], 'file:///w/packages'), [
      'packages/db/prisma/migrations',
    ]);
    assert.deepEqual(found('packages/api/a.ts', [app], 'file:///w/packages'), []);
    assert.deepEqual(found('packages/api/a.ts', [db], undefined), []);
  });

  it('are none for another database, though there is another project further up', () => {
    const mysql = project('file:///w/app/packages/inner', { otherProvider: 'mysql' });
    assert.deepEqual(found('app/packages/inner/a.ts', [app, mysql], 'file:///w'), []);
  });
});
