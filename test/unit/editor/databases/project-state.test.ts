import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { failureOf } from '../../../../src/editor/databases/failure-of';
import { askState } from '../../../../src/editor/databases/worker/project-state';
import { projectFiles, urlTo } from '../../../helpers/environments';
import { inWorkspace } from '../../../helpers/workspace';

describe('a database that is asked without a person wanting it', () => {
  // Mutation: an environment that is local by its name.
  it(
    'is a local one only, whatever the environment is called',
    inWorkspace(async ({ folder, write }) => {
      write({
        ...projectFiles('url = env("DB")'),
        'prisma/migrations/1_a/migration.sql': 'CREATE TABLE a (id int);\n',
      });
      const kindAt = (host: string, mayRunConfig: boolean) =>
        askState(pathToFileURL(folder).href, 'local', { DB: urlTo(host) }, { mayRunConfig }).then(
          () => 'none',
          (error: unknown) => failureOf(error).kind,
        );
      assert.equal(await kindAt('db.invalid', false), 'not-local');
      assert.equal(await kindAt('db.invalid', true), 'unreachable');
      assert.equal(await kindAt('localhost:1', false), 'unreachable');
      write({ 'migration-guard.json': '{ "localHosts": ["db.invalid"] }' });
      assert.equal(await kindAt('db.invalid', false), 'unreachable');
    }),
  );

  it(
    'is offered as local where a compose file starts it',
    inWorkspace(async ({ folder, write, at }) => {
      write({
        ...projectFiles('url = env("DB")'),
        'prisma/migrations/1_a/migration.sql': 'CREATE TABLE a (id int);\n',
        'compose.yaml': 'services:\n  db-invalid:\n    image: postgres\n',
      });
      const failure = await askState(
        pathToFileURL(folder).href,
        'local',
        { DB: urlTo('db-invalid') },
        { mayRunConfig: false },
      ).then(() => undefined, failureOf);
      assert.deepEqual(failure?.offer, {
        setting: { kind: 'local-hosts', hosts: ['db-invalid'] },
        found: 'compose.yaml',
        target: at('migration-guard.json'),
        isThere: false,
      });
      assert.match(failure.message, /db-invalid is a service of compose\.yaml/);
    }),
  );
});
