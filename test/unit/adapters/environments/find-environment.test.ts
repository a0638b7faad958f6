import assert from 'node:assert/strict';
import { sharedDatabases } from '../../../../src/adapters/environments/find-environment';
import { findEnvironmentProject } from '../../../../src/adapters/environments/project';
import { configured, find, railwayWith } from '../../../helpers/configured';
import { projectFiles, projectIn, secrets, sentenceOf, urlTo } from '../../../helpers/environments';
import { fakeProgram } from '../../../helpers/fake-program';
import { assertNoSecrets } from '../../../helpers/no-secrets';
import { inWorkspace } from '../../../helpers/workspace';

describe('the name of an environment', () => {
  for (const [given, name, environment] of [
    ['dev', 'dev', 'development'],
    ['development', 'dev', 'development'],
    ['prod', 'prod', 'production'],
    ['production', 'prod', 'production'],
  ] as const) {
    it(
      `${given} is Railway's ${environment} where nothing else is said`,
      inWorkspace(async (workspace) => {
        workspace.write(projectFiles());
        const env = fakeProgram(workspace, 'railway', railwayWith({ [environment]: urlTo('h') }));
        const found = await find(workspace, given, env);
        assert.deepEqual([found.name, found.production], [name, name === 'prod']);
      }),
    );
  }

  it(
    'may be said short or long, whichever is configured',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ production: { variable: 'P' }, dev: { variable: 'D' } }));
      const env = { P: urlTo('p'), D: urlTo('d') };
      assert.equal((await find(workspace, 'prod', env)).name, 'production');
      assert.equal((await find(workspace, 'development', env)).name, 'dev');
    }),
  );

  it(
    'may be local for another database than the project’s own',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ local: { variable: 'L' } }));
      assert.equal(
        (await find(workspace, 'local', { L: urlTo('l'), DATABASE_URL: urlTo('h') })).url.host,
        'l',
      );
    }),
  );

  it(
    'that nobody knows is answered with those that there are',
    inWorkspace(async (workspace) => {
      workspace.write(configured({ staging: { variable: 'S' }, production: { variable: 'P' } }));
      assert.equal(
        await sentenceOf(() => find(workspace, 'stagin')),
        'There is no environment stagin. Did you mean staging? There are staging, production, local, dev; migration-guard.json can name more.',
      );
    }),
  );
});

describe('production', () => {
  // Catches: a URL that is asked of Railway, or a program that is run for it, before it is refused.
  it(
    'is refused by every name where MIGRATION_GUARD_PRODUCTION says so, and nothing is run to find it',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...configured({
          live: { variable: 'LIVE', production: true },
          same: { variable: 'SAME' },
          other: { variable: 'OTHER' },
        }),
      });
      const env = { LIVE: urlTo('l'), SAME: urlTo('l'), OTHER: urlTo('o'), DATABASE_URL: urlTo('l') };
      for (const value of ['refuse', 'refuze', ' 1 ']) {
        const refusing = { ...env, MIGRATION_GUARD_PRODUCTION: value };
        for (const name of ['prod', 'production', 'live']) {
          assert.match(
            await sentenceOf(() => find(workspace, name, refusing)),
            /^(?:prod|live) is production, which is refused here \(MIGRATION_GUARD_PRODUCTION=refuse\)\. Name/,
          );
        }
        for (const name of ['same', 'local']) {
          assert.match(
            await sentenceOf(() => find(workspace, name, refusing)),
            /^(?:same|local) \(the database of live\) is production, which/,
          );
        }
        assert.equal((await find(workspace, 'other', refusing)).url.host, 'o');
      }
      for (const value of ['', ' ', 'allow']) {
        assert.ok((await find(workspace, 'live', { ...env, MIGRATION_GUARD_PRODUCTION: value })).production);
      }
    }),
  );

  it(
    'is told by the name, by the entry, and by Railway’s own name for it; nothing turns that off',
    inWorkspace(async (workspace) => {
      workspace.write(
        configured({
          prod: { variable: 'A', production: false },
          live: { variable: 'B', production: true },
          cloud: { railway: { environment: 'production' } },
          staging: { variable: 'C' },
        }),
      );
      const env = {
        ...fakeProgram(workspace, 'railway', railwayWith({ production: urlTo('r') })),
        A: urlTo('a'),
        B: urlTo('b'),
        C: urlTo('c'),
      };
      const marks = [];
      for (const name of ['prod', 'live', 'cloud', 'staging']) {
        marks.push((await find(workspace, name, env)).production);
      }
      assert.deepEqual(marks, [true, true, true, false]);
    }),
  );

  it(
    'is told by the database too, under another user and through its pooler',
    inWorkspace(async (workspace) => {
      workspace.write(
        configured({
          live: { envFile: '.env.live', production: true },
          broken: { variable: 'X', production: true },
        }),
      );
      workspace.write({ '.env.live': `DATABASE_URL=${urlTo('ep-x-pooler.eu.aws.neon.tech')}\n` });
      const production = await find(workspace, 'local', {
        DATABASE_URL: 'postgres://me@ep-x.eu.aws.neon.tech/app',
      });
      assert.deepEqual([production.production, production.productionAs], [true, 'live']);
      const other = await find(workspace, 'local', { DATABASE_URL: urlTo('ep-x.eu.aws.neon.tech', 'app2') });
      assert.deepEqual([other.production, other.productionAs], [false, undefined]);
    }),
  );

  it(
    'is told by the direct URL alone',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...configured({ prod: { variable: 'P' } }),
        ...projectFiles('url = env("DATABASE_URL")', 'directUrl = env("DIRECT_URL")'),
      });
      const env = {
        P: urlTo('db.example.com'),
        DATABASE_URL: urlTo('pooler'),
        DIRECT_URL: urlTo('db.example.com'),
      };
      assert.equal((await find(workspace, 'local', env)).productionAs, 'prod');
    }),
  );
});

describe('the shared databases', () => {
  it(
    'are all but the local one, with a sentence for each that cannot be had',
    inWorkspace(async (workspace) => {
      workspace.write(
        configured({ staging: { variable: 'S' }, gone: { variable: 'G' }, twin: { command: ['op'] } }),
      );
      fakeProgram(workspace, 'op', `console.log(${JSON.stringify(urlTo('p'))})`);
      const env = {
        ...fakeProgram(workspace, 'railway', railwayWith({ production: urlTo('p') })),
        S: urlTo('s'),
        DATABASE_URL: urlTo('local'),
      };
      const { environments, failures } = await sharedDatabases(await projectIn(workspace), { env });
      assert.deepEqual(
        environments.map(({ name, url, production, productionAs }) => [
          name,
          url.host,
          production,
          productionAs,
        ]),
        [
          ['staging', 's', false, undefined],
          ['twin', 'p', true, 'prod'],
          ['prod', 'p', true, undefined],
        ],
      );
      // Railway has no development, and nobody said that there is one.
      assert.deepEqual(failures, [
        'No URL for gone: the environment variable G, which migration-guard.json names, is not set.',
      ]);
      assertNoSecrets(JSON.stringify({ environments, failures }), secrets);
    }),
  );

  it(
    'are none without Railway, and a question without an answer where Railway does not let us in',
    inWorkspace(async (workspace) => {
      workspace.write(projectFiles());
      const project = await projectIn(workspace);
      assert.deepEqual(await sharedDatabases(project, { env: { PATH: workspace.folder } }), {
        environments: [],
        failures: [],
      });
      const env = fakeProgram(workspace, 'railway', `console.error('Unauthorized'); process.exitCode = 1`);
      const { failures } = await sharedDatabases(project, { env });
      assert.deepEqual(failures, [
        'No URL for dev: railway is not logged in. Run: railway login',
        'No URL for prod: railway is not logged in. Run: railway login',
      ]);
    }),
  );
});

describe('the project of an environment', () => {
  it(
    'is the nearest around, or the only one below; of several one must be named',
    inWorkspace(async ({ folder, at, write }) => {
      write({
        'apps/api/package.json': '{}',
        'apps/api/prisma/schema.prisma': projectFiles()['prisma/schema.prisma'],
      });
      assert.equal((await findEnvironmentProject(undefined, folder)).root, at('apps/api'));
      write({
        'apps/web/package.json': '{}',
        'apps/web/prisma/schema.prisma': projectFiles()['prisma/schema.prisma'],
      });
      assert.equal(
        await sentenceOf(() => findEnvironmentProject(undefined, folder)),
        'More than one Prisma project was found: apps/api/prisma/schema.prisma, apps/web/prisma/schema.prisma. Name one with --project.',
      );
      assert.equal((await findEnvironmentProject('apps/web', folder)).root, at('apps/web'));
      assert.equal((await findEnvironmentProject(undefined, at('apps/web/prisma'))).root, at('apps/web'));
    }),
  );

  it(
    'must be there',
    inWorkspace(async ({ folder }) => {
      assert.match(
        await sentenceOf(() => findEnvironmentProject(undefined, folder)),
        /^No Prisma project was found here\./,
      );
    }),
  );
});
