import assert from 'node:assert/strict';
import path from 'node:path';
import { findEnvironment } from '../../../../src/adapters/environments/find-environment';
import { findEnvironmentProject } from '../../../../src/adapters/environments/project';
import { findProjectsWithDatabase } from '../../../../src/adapters/project/projects-with-database';
import { runCliHere } from '../../../helpers/cli-here';
import { projectFiles, sentenceOf, urlTo } from '../../../helpers/environments';
import { inWorkspace, migrations, type Workspace } from '../../../helpers/workspace';

const name = '20240101000000_a';
const v6 = (variable: string) => projectFiles(`url = env("${variable}")`)['prisma/schema.prisma'] ?? '';
const lock = 'provider = "postgresql"\n';

/** Projects in packages. */
const below = {
  'package.json': '{}',
  'packages/api/package.json': '{}',
  'packages/api/.env': `DATABASE_URL=${urlTo('api')}\n`,
  'packages/api/prisma/schema.prisma': v6('DATABASE_URL'),
  ...migrations('packages/api/prisma/migrations', name),
  'packages/api/src/index.ts': '',
  // Its schema is nowhere where Prisma would look for it.
  'packages/jobs/package.json': '{}',
  'packages/jobs/db/schema.prisma': v6('DATABASE_URL'),
  'packages/jobs/db/.env': `DATABASE_URL=${urlTo('jobs')}\n`,
  ...migrations('packages/jobs/db/migrations', name),
  'packages/web/package.json': '{}',
  'docs/index.md': '',
};

/** A project at the top, and others below. */
const monorepo = {
  ...below,
  '.env': `DATABASE_URL=${urlTo('top')}\n`,
  'prisma/schema.prisma': v6('DATABASE_URL'),
  ...migrations('prisma/migrations', name),
};

/** The migrations folders that are found, from the top. */
async function found({ folder, at }: Workspace, cwd: string, ...paths: string[]): Promise<string[]> {
  return (await findProjectsWithDatabase(paths, at(cwd))).map(({ tree, paths: { migrations } }) =>
    path.relative(folder, tree.toDisk(migrations)).replaceAll('\\', '/'),
  );
}

/** The host of the database that is asked. */
async function hostFor({ at }: Workspace, cwd: string, given?: string, env = {}): Promise<string> {
  const project = await findEnvironmentProject(given, at(cwd));
  return (await findEnvironment('local', project, { env: { PATH: process.env['PATH'], ...env } })).url.host;
}

/** With its options behind its name. */
function withOptions(command: string, ...options: string[]): string[] {
  const [name = '', ...rest] = command.split(' ');
  return [name, ...options, ...rest];
}

const single = [
  ...['migrate', 'safe-migrate', 'predict', 'init', 'dev', 'fix-drift --all-cosmetic'],
  ...['restore', 'verify', 'pglite-schema', 'run -- true'],
];

describe('the project whose database is to be asked', () => {
  // Mutations: everything below a folder; what is around it although another package has its own.
  for (const [cwd, migrationsFolder, host] of [
    ['.', 'prisma/migrations', 'top'],
    ['prisma', 'prisma/migrations', 'top'],
    ['prisma/migrations', 'prisma/migrations', 'top'],
    [`prisma/migrations/${name}`, 'prisma/migrations', 'top'],
    ['docs', 'prisma/migrations', 'top'],
    ['packages', 'prisma/migrations', 'top'],
    ['packages/web', 'prisma/migrations', 'top'],
    ['packages/api', 'packages/api/prisma/migrations', 'api'],
    ['packages/api/src', 'packages/api/prisma/migrations', 'api'],
    ['packages/api/prisma/migrations', 'packages/api/prisma/migrations', 'api'],
    ['packages/jobs', 'packages/jobs/db/migrations', 'jobs'],
    ['packages/jobs/db', 'packages/jobs/db/migrations', 'jobs'],
  ] as const) {
    it(
      `is the one here or around, by whatever way it is named: ${cwd}`,
      inWorkspace(async (workspace) => {
        workspace.write(monorepo);
        for (const [from, ...given] of [
          [cwd],
          [cwd, '.'],
          ['.', cwd],
          ['docs', workspace.at(cwd)],
        ] as const) {
          assert.deepEqual(
            await found(workspace, from, ...given),
            [migrationsFolder],
            `${from} ${given.join()}`,
          );
          assert.equal(await hostFor(workspace, from, given[0]), host);
        }
      }),
    );
  }

  it(
    'is asked for in one sentence where there are only several below',
    inWorkspace(async ({ folder, write }) => {
      write(below);
      const sentence =
        'migration-guard: More than one Prisma project was found: packages/api/prisma/migrations, packages/jobs/db/migrations. Name one with --project.\n';
      for (const command of single) {
        for (const options of [[], ['--project', '.'], ['--project=packages']]) {
          const { exitCode, stderr } = await runCliHere(folder, withOptions(command, ...options));
          assert.deepEqual([exitCode, stderr], [2, sentence], `${command} ${options.join()}`);
        }
      }
    }),
  );

  it(
    'is asked for in one sentence where there is none',
    inWorkspace(async ({ folder, write }) => {
      write({ 'package.json': '{}', 'docs/x.md': '' });
      const here =
        'migration-guard: No Prisma project was found here. Change to the folder of one, or name one with --project.\n';
      const there =
        "migration-guard: No Prisma project was found for docs. Name a migration.sql, a migrations folder or a project's folder.\n";
      for (const command of [...single, 'lint', 'status', 'check-drift', 'inspect']) {
        assert.equal((await runCliHere(folder, withOptions(command))).stderr, here, command);
        const named = await runCliHere(folder, withOptions(command, '--project', 'docs'));
        assert.equal(named.stderr, there, command);
      }
    }),
  );

  it(
    'is the one here for status too, which says what it did not ask',
    inWorkspace(async ({ folder, write }) => {
      write({ ...monorepo, '.env': `DATABASE_URL=${urlTo('localhost:1')}\n` });
      for (const args of [[], ['.'], ['--project', '.']]) {
        const { stderr } = await runCliHere(folder, ['status', ...args], { DATABASE_URL: undefined });
        assert.equal(
          stderr,
          'Note: Other projects are here too, and their databases were not asked: packages/api/prisma/migrations, packages/jobs/db/migrations. Name one with --project.\n' +
            'migration-guard: Nothing answers at localhost:1/app. Start the database, or correct its URL.\n',
        );
      }
    }),
  );
});

describe('a folder of migrations that no project has', () => {
  const foreign =
    /is a folder of migrations, but no Prisma project: .* Name a project with --project, or its Prisma config with --config\.$/;

  // Mutation: every folder of migrations is a project.
  for (const folder of [
    'tools/migrations',
    'prisma/migrations_old',
    'packages/api/prisma/migrations_backup',
    'legacy/db/migrations',
  ]) {
    it(
      `never gets the database of the project around it or beside it: ${folder}`,
      inWorkspace(async (workspace) => {
        workspace.write({
          ...monorepo,
          ...migrations(folder, name),
          'prisma.config.ts': `export default { datasource: { url: '${urlTo('top')}' } };\n`,
        });
        for (const [cwd, given] of [
          ['.', folder],
          [folder, undefined],
          [folder, '.'],
          ['.', `${folder}/${name}`],
        ] as const) {
          const asked = hostFor(workspace, cwd, given, { DATABASE_URL: urlTo('set') });
          assert.match(await sentenceOf(() => asked), foreign);
        }
        // As the sentence advises.
        assert.equal(await hostFor(workspace, folder, workspace.folder), 'top');
        workspace.write({
          'other.config.ts': `export default { migrations: { path: '${folder}' }, datasource: { url: '${urlTo('named')}' } };\n`,
        });
        assert.equal(await hostFor(workspace, '.', 'other.config.ts'), 'named');
      }),
    );
  }

  it(
    'is not among those that are asked, but is linted',
    inWorkspace(async (workspace) => {
      workspace.write({
        'apps/a/package.json': '{}',
        'apps/a/prisma/schema.prisma': v6('DATABASE_URL'),
        ...migrations('apps/a/prisma/migrations', name),
        ...migrations('apps/x/migrations', name),
      });
      assert.deepEqual(await found(workspace, '.'), ['apps/a/prisma/migrations']);
      const { stdout } = await runCliHere(workspace.folder, ['lint']);
      assert.match(stdout, /2 migrations/);
    }),
  );
});

describe('a project in the folder of another one', () => {
  const files = {
    'package.json': '{}',
    '.env': `DATABASE_URL=${urlTo('top')}\nREPORTS_URL=${urlTo('reports')}\n`,
    'prisma/schema.prisma': v6('DATABASE_URL'),
    ...migrations('prisma/migrations', name),
    ...migrations('reports/migrations', name),
  };

  it(
    'reads its own variable and its own files, and never the other’s',
    inWorkspace(async (workspace) => {
      workspace.write({ ...files, 'reports/schema.prisma': v6('REPORTS_URL') });
      assert.equal(await hostFor(workspace, '.', 'reports'), 'reports');
      workspace.write({ 'reports/schema.prisma': v6('DATABASE_URL') });
      assert.equal(
        await sentenceOf(() => hostFor(workspace, '.', 'reports')),
        `reports/schema.prisma has no database of its own: the settings in ${workspace.folder} are those of another Prisma project. Name its Prisma config with --config, or set DATABASE_URL, or add it to a .env in reports.`,
      );
      assert.equal(await hostFor(workspace, '.', 'reports', { DATABASE_URL: urlTo('set') }), 'set');
      workspace.write({ 'reports/.env': `DATABASE_URL=${urlTo('own')}\n` });
      assert.equal(await hostFor(workspace, 'reports'), 'own');
    }),
  );

  it(
    'does not take the other’s Prisma config, also where it has nothing but a lock file',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...files,
        'prisma.config.ts': `export default { schema: 'prisma/schema.prisma', datasource: { url: '${urlTo('top')}' } };\n`,
        'reports/migrations/migration_lock.toml': lock,
      });
      assert.match(
        await sentenceOf(() => hostFor(workspace, 'reports/migrations')),
        /^The folder of migrations has no database of its own: .* or set DATABASE_URL\.$/,
      );
      workspace.write({ 'reports/schema.prisma': v6('REPORTS_URL') });
      assert.equal(await hostFor(workspace, 'reports'), 'reports');
      // Prisma, started there, would apply the other's migrations to this one's database.
      workspace.write({ 'migration-guard.json': '{ "prismaCommand": ["prisma"] }' });
      const env = { REPORTS_URL: urlTo('localhost:1'), DATABASE_URL: undefined };
      const ran = await runCliHere(workspace.folder, ['migrate', '--project', 'reports'], env);
      assert.equal(ran.exitCode, 2);
      assert.match(
        ran.stderr,
        /^migration-guard: Prisma would take prisma\.config\.ts of another project in /,
      );
    }),
  );
});
