import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { listEnvironments } from '../../../../src/editor/databases/worker/project-state';
import { projectFiles } from '../../../helpers/environments';
import { inWorkspace, migrations } from '../../../helpers/workspace';

const offered = async (folder: string): Promise<string[]> =>
  (await listEnvironments(pathToFileURL(folder).href)).flatMap(({ name, isOffered }) =>
    isOffered ? name : [],
  );

describe('the environments that a window offers', () => {
  const home = process.env['HOME'];

  afterEach(() => {
    if (home === undefined) delete process.env['HOME'];
    else process.env['HOME'] = home;
  });

  // Catches: dev and prod of a Railway that nobody has linked; and production that is no longer known as such.
  it(
    'are those that are configured, and those of Railway where it is linked',
    inWorkspace(async ({ folder, at, write }) => {
      process.env['HOME'] = at('home');
      write({ ...projectFiles('url = env("DB")'), ...migrations('prisma/migrations', '1_a') });
      assert.deepEqual(await offered(folder), ['local']);
      const all = await listEnvironments(pathToFileURL(folder).href);
      assert.deepEqual(
        all.filter(({ production }) => production).map(({ name }) => name),
        ['prod'],
      );
      write({ 'migration-guard.json': '{ "environments": { "dev": { "variable": "DEV_URL" } } }' });
      assert.deepEqual(await offered(folder), ['dev', 'local']);
      write({ 'home/.railway/config.json': JSON.stringify({ projects: { [folder]: {} } }) });
      assert.deepEqual(await offered(folder), ['dev', 'local', 'prod']);
    }),
  );
});
