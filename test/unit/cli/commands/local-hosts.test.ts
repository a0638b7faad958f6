import assert from 'node:assert/strict';
import { assertNoSecrets } from '../../../helpers/no-secrets';
import { writeAdvisedSetting } from '../../../helpers/advised-setting';
import { runCliHere } from '../../../helpers/cli-here';
import { linkPackages, projectFiles, secrets, urlTo } from '../../../helpers/environments';
import { inWorkspace } from '../../../helpers/workspace';

const migration = { 'prisma/migrations/1_a/migration.sql': 'CREATE TABLE a (id int);\n' };
const files = { ...projectFiles('url = env("DATABASE_URL")', 'directUrl = env("DIRECT_URL")'), ...migration };

/** The setting that a sentence advises, word for word. */
function advised(text: string): string {
  return /in migration-guard\.json: ("localHosts": \[[^\]]*\])\./.exec(text)?.[1] ?? assert.fail(text);
}

describe('what is only allowed for local databases', () => {
  // Mutations: an environment that is local by its name; a direct URL that does not count.
  for (const [args, refusal] of [
    [['dev'], /^migration-guard: local is at postgres\.invalid:5432\/app, which is not on this machine\. /],
    [['fix-drift', '--all-cosmetic'], /fix-drift writes to local databases only, and local is at /],
  ] as const) {
    for (const env of [
      { DATABASE_URL: urlTo('postgres.invalid') },
      { DATABASE_URL: urlTo('localhost:1'), DIRECT_URL: urlTo('postgres.invalid') },
      { DATABASE_URL: urlTo('postgres.invalid'), DIRECT_URL: urlTo('db.invalid') },
    ]) {
      const hosts = Object.values(env).map((url) => new URL(url).host);
      it(
        `is refused to local at ${hosts.join(' and ')}, until its host is listed as advised: ${args.join(' ')}`,
        inWorkspace(async (workspace) => {
          linkPackages(workspace);
          workspace.write(files);
          const refused = await runCliHere(workspace.folder, args, env);
          assert.deepEqual([refused.exitCode, refused.stdout], [1, '']);
          if (hosts.length === 1) assert.match(refused.stderr, refusal);
          assertNoSecrets(refused.stderr, secrets);
          workspace.write({ 'migration-guard.json': `{ ${advised(refused.stderr)} }` });
          const listed = await runCliHere(workspace.folder, args, env);
          assert.match(listed.stderr, /The host [a-z]+\.invalid is not known|Nothing answers at/);
          assert.doesNotMatch(listed.stderr, /local databases only|localHosts/);
        }),
      );
    }
  }

  // Mutations: hosts that are listed by themselves; one of two that no file starts.
  for (const args of [['dev'], ['fix-drift', '--all-cosmetic']]) {
    it(
      `is refused to a service of a compose file, which is named, until the setting is written as advised: ${args.join(' ')}`,
      inWorkspace(async (workspace) => {
        linkPackages(workspace);
        const service = (name: string) => `services:\n  ${name}:\n    image: pgvector/pgvector:pg16\n`;
        workspace.git('init', '--quiet');
        workspace.write({ ...files, '.devcontainer/docker-compose.yml': service('db-invalid') });
        const env = { DATABASE_URL: urlTo('db-invalid') };
        const refused = await runCliHere(workspace.folder, args, env);
        assert.equal(refused.exitCode, 1);
        assert.match(
          refused.stderr,
          /db-invalid is a service of \.devcontainer\/docker-compose\.yml\. If that/,
        );
        const two = { ...env, DIRECT_URL: urlTo('elsewhere') };
        const unknown = await runCliHere(workspace.folder, args, two);
        assert.match(unknown.stderr, /If those hosts are your own/);
        writeAdvisedSetting(refused.stderr);
        const listed = await runCliHere(workspace.folder, args, env);
        assert.doesNotMatch(listed.stderr, /local databases only|localHosts|is not on this machine/);
      }),
    );
  }

  it(
    'is refused before anything is written, also where no database is asked for the migration',
    inWorkspace(async (workspace) => {
      workspace.write(files);
      const env = { DATABASE_URL: urlTo('postgres.invalid') };
      const { exitCode, stderr } = await runCliHere(
        workspace.folder,
        ['dev', '--offline', '--name', 'b'],
        env,
      );
      assert.equal(exitCode, 1);
      assert.match(stderr, /dev applies migrations to local databases only\./);
    }),
  );

  it(
    'is refused to production, whatever hosts are listed, and no advice is given to list one',
    inWorkspace(async (workspace) => {
      linkPackages(workspace);
      workspace.write({
        ...files,
        'migration-guard.json':
          '{ "localHosts": ["h"], "environments": { "prod": { "variable": "P" }, "local": { "variable": "L", "production": true } } }',
      });
      const env = { DATABASE_URL: urlTo('h'), P: urlTo('h'), L: urlTo('localhost') };
      for (const args of [
        ['dev'],
        ['fix-drift', '--all-cosmetic'],
        ['fix-drift', '--all-cosmetic', '--env', 'prod'],
      ]) {
        const { exitCode, stderr } = await runCliHere(workspace.folder, args, env);
        assert.equal(exitCode, 1, args.join(' '));
        assert.match(stderr, /is production/);
        assert.doesNotMatch(stderr, /localHosts/);
      }
    }),
  );
});
