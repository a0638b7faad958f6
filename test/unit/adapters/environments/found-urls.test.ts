import assert from 'node:assert/strict';
import fs from 'node:fs';
import { envFilesIn } from '../../../../src/adapters/environments/env-files-around';
import { findEnvironment } from '../../../../src/adapters/environments/find-environment';
import { findEnvironmentProject } from '../../../../src/adapters/environments/project';
import { EnvironmentError } from '../../../../src/adapters/environments/resolved';
import { variablesFor } from '../../../../src/adapters/environments/variables-for';
import type { SettingOffer } from '../../../../src/core/config/setting-offer';
import type { Environment } from '../../../../src/workflows/environment';
import { writeAdvisedSetting } from '../../../helpers/advised-setting';
import { projectFiles, sentenceOf, urlTo } from '../../../helpers/environments';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

/** The files of a project in a folder. */
function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text]));
}

const v6 = below('packages/db', projectFiles('url = env("DATABASE_URL")'));
const url = (host: string) => `DATABASE_URL="${urlTo(host)}"\n`;

async function local({ at }: Workspace, folder = 'packages/db'): Promise<Environment> {
  const project = await findEnvironmentProject(undefined, at(folder));
  return findEnvironment('local', project, { env: {} });
}

const sentence = (workspace: Workspace, folder?: string) => sentenceOf(() => local(workspace, folder));

async function offered(workspace: Workspace, folder?: string): Promise<SettingOffer | undefined> {
  try {
    await local(workspace, folder);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.offer;
    throw error;
  }
  return assert.fail('there is a URL');
}

/** In a repository, unless the test is about one that is none. */
const inRepository = (body: (workspace: Workspace) => Promise<void>) =>
  inWorkspace(async (workspace) => {
    workspace.git('init', '--quiet');
    await body(workspace);
  });

describe('a database URL in a file that Prisma does not read', () => {
  // Mutations: a URL that is used without having been asked for; the path in the file as seen from elsewhere.
  it(
    'is named by its path and never used, until the setting is written that is advised',
    inRepository(async (workspace) => {
      workspace.write({ ...v6, '.env': url('above') });
      const advice = await sentence(workspace);
      assert.match(
        advice,
        /which is neither set nor in \.env\..* \.\.\/\.\.\/\.env has DATABASE_URL\. To use that one, write into /,
      );
      writeAdvisedSetting(advice);
      const { url: found, from } = await local(workspace);
      assert.deepEqual([found.host, from], ['above', 'DATABASE_URL of ../../.env']);
    }),
  );

  it(
    'is added to what migration-guard.json says already, from the folder of that file',
    inRepository(async (workspace) => {
      workspace.write({
        ...v6,
        '.env': url('above'),
        'packages/db/prisma/migration-guard.json': '{ "rules": {} }',
      });
      const advice = await sentence(workspace);
      assert.match(
        advice,
        /add to \S+prisma\/migration-guard\.json: "environments": .*"\.\.\/\.\.\/\.\.\/\.env"/,
      );
      writeAdvisedSetting(advice);
      assert.equal((await local(workspace)).url.host, 'above');
    }),
  );

  it(
    'may be in the nearest of several, with the variable that is wanted and a URL of PostgreSQL in it',
    inRepository(async (workspace) => {
      workspace.write({ ...v6, '.env': url('above'), 'packages/.env': url('nearer') });
      assert.equal((await offered(workspace))?.found, '../.env');
      workspace.write({ 'packages/.env': 'DATABASE_URL=mysql://h/app\n' });
      assert.equal((await offered(workspace))?.found, '../../.env');
      workspace.write({ '.env': 'DATABASE_URL=\nOTHER=postgresql://h/app\n' });
      assert.equal(await offered(workspace), undefined);
      workspace.write({ ...below('packages/db', projectFiles('url = env("OTHER")')) });
      const advice = await sentence(workspace);
      writeAdvisedSetting(advice);
      assert.equal((await local(workspace)).from, 'OTHER of ../../.env');
    }),
  );

  it(
    'is never looked for above the repository, nor outside of it by a link, nor around a project without one',
    inWorkspace(async (workspace) => {
      const { git, write, at } = workspace;
      write({ ...v6, '.env': url('above'), 'packages/.env': url('above') });
      assert.equal(await offered(workspace), undefined, 'without a repository');
      git('init', '--quiet', at('packages'));
      write({ 'packages/.env': undefined });
      assert.equal(await offered(workspace), undefined, 'above');
      fs.symlinkSync(at('.env'), at('packages/.env'));
      assert.equal(await offered(workspace), undefined, 'by a link');
    }),
  );

  for (const script of [
    'dotenv -e ../../config/dev.env -- prisma migrate dev',
    'dotenv -c -e "../../config/dev.env" prisma studio',
    'dotenvx run -f ../../config/dev.env -- prisma migrate dev',
    'env-cmd -f ../../config/dev.env prisma migrate dev',
    'node --env-file=../../config/dev.env node_modules/prisma/build/index.js migrate dev',
    'tsx --env-file-if-exists ../../config/dev.env x.ts && prisma generate',
  ]) {
    it(
      `may be in the file that a script names: ${script}`,
      inRepository(async (workspace) => {
        const scripts = { db: script };
        workspace.write({
          ...v6,
          '.env': url('above'),
          'config/dev.env': url('named'),
          'packages/db/package.json': JSON.stringify({ scripts }),
        });
        writeAdvisedSetting(await sentence(workspace));
        assert.equal((await local(workspace)).url.host, 'named');
      }),
    );
  }

  it(
    'is not offered from a file that is of another environment by its name, whoever names it',
    inRepository(async (workspace) => {
      const names = ['.env.production', '.env.test', 'staging.env', '.env.example', '.env.prod.local'];
      const scripts = Object.fromEntries(
        names.map((name) => [name, `dotenv -e ${name} -- prisma migrate deploy`]),
      );
      workspace.write({
        ...v6,
        'packages/db/package.json': JSON.stringify({ scripts }),
        ...Object.fromEntries(names.map((name) => [`packages/db/${name}`, url('elsewhere')])),
      });
      assert.equal(await offered(workspace), undefined);
    }),
  );

  it(
    'is not offered to a project in the folder of another one, whose it is',
    inRepository(async (workspace) => {
      workspace.write({
        ...projectFiles(),
        'prisma/migrations/1_a/migration.sql': 'SELECT 1;\n',
        'prisma.config.ts': 'export default { datasource: { url: process.env.DATABASE_URL } };\n',
        'reports/schema.prisma': projectFiles('url = env("DATABASE_URL")')['prisma/schema.prisma'] ?? '',
        'reports/migrations/1_b/migration.sql': 'SELECT 1;\n',
        'reports/migrations/migration_lock.toml': 'provider = "postgresql"\n',
        '.env': url('others'),
      });
      assert.match(await sentence(workspace, 'reports'), /has no database of its own/);
      assert.equal(await offered(workspace, 'reports'), undefined);
    }),
  );

  // Mutation: variables besides the URL that stay behind in the file.
  it(
    'is read with the way past the pooler and the shadow database, put together from others, and all reach Prisma',
    inRepository(async (workspace) => {
      const setting = { environments: { local: { envFile: '../../.env' } } };
      workspace.write({
        ...below(
          'packages/db',
          projectFiles(
            'url = env("DATABASE_URL")',
            'directUrl = env("DIRECT")',
            'shadowDatabaseUrl = env("SHADOW")',
          ),
        ),
        'packages/db/migration-guard.json': JSON.stringify(setting),
        '.env':
          'HOST=db.local\nDATABASE_URL="postgresql://ann@pool.local/app"\nDIRECT="postgresql://ann@${HOST}/app"\nSHADOW="postgresql://ann@${HOST}/shadow"\n',
      });
      const environment = await local(workspace);
      assert.deepEqual(
        [environment.url.host, environment.directUrl?.host, environment.shadowUrl?.database],
        ['pool.local', 'db.local', 'shadow'],
      );
      const project = await findEnvironmentProject(undefined, workspace.at('packages/db'));
      const { DATABASE_URL, DIRECT, SHADOW } = variablesFor(environment, project, {});
      assert.deepEqual(
        [DATABASE_URL, DIRECT, SHADOW],
        [
          'postgresql://ann@pool.local/app',
          'postgresql://ann@db.local/app',
          'postgresql://ann@db.local/shadow',
        ],
      );
    }),
  );

  it(
    'is not read from outside of the repository, whatever migration-guard.json says',
    inWorkspace(async (workspace) => {
      workspace.write({ ...v6, '.env': url('above') });
      workspace.git('init', '--quiet', workspace.at('packages'));
      for (const envFile of ['../../.env', workspace.at('.env')]) {
        const setting = { environments: { local: { envFile } } };
        workspace.write({ 'packages/db/migration-guard.json': JSON.stringify(setting) });
        assert.equal(
          await sentence(workspace),
          `No URL for local: ${envFile}, which migration-guard.json names, is outside of the repository. Name a file in it, or a variable.`,
        );
      }
      fs.rmSync(workspace.at('packages/.git'), { recursive: true });
      assert.equal((await local(workspace)).url.host, 'above', 'without a repository there is no outside');
    }),
  );
});

describe('a Prisma config that does not load the .env beside it', () => {
  for (const [what, config] of [
    [
      'asks for it',
      `import { defineConfig, env } from 'prisma/config';\nexport default defineConfig({ datasource: { url: env('DATABASE_URL') } });\n`,
    ],
    ['has nothing', `export default { datasource: { url: process.env.DATABASE_URL ?? '' } };\n`],
  ] as const) {
    it(
      `is named where it ${what}, and either of what is advised finds the URL`,
      inRepository(async (workspace) => {
        workspace.write({ ...v6, 'packages/db/prisma.config.ts': config, 'packages/db/.env': url('beside') });
        const advice = await sentence(workspace);
        const [, load = ''] =
          /prisma\.config\.ts does not load the \.env beside it, which has DATABASE_URL: put (.*?) at its top/.exec(
            advice,
          ) ?? assert.fail(advice);
        workspace.write({ 'packages/db/prisma.config.ts': `${load};\n${config}` });
        assert.equal((await local(workspace)).url.host, 'beside');
        workspace.write({ 'packages/db/prisma.config.ts': config });
        writeAdvisedSetting(advice);
        assert.equal((await local(workspace)).from, 'DATABASE_URL of .env');
      }),
    );
  }

  it(
    'is not accused where it loads the file, or where the file has no URL',
    inRepository(async (workspace) => {
      const config = `import 'dotenv/config';\nexport default { datasource: { url: process.env.DATABASE_URL ?? '' } };\n`;
      workspace.write({ ...v6, 'packages/db/prisma.config.ts': config, 'packages/db/.env': 'A=1\n' });
      assert.doesNotMatch(await sentence(workspace), /does not load/);
      workspace.write({ '.env': url('above') });
      assert.match(await sentence(workspace), /\.\.\/\.\.\/\.env has DATABASE_URL/);
    }),
  );
});

describe('the files of variables that a script names', () => {
  for (const [script, files] of [
    ['prisma migrate dev', []],
    ['dotenv -e a -e b -- prisma -e c', ['a', 'b']],
    ['dotenv -- x && node -e "y"', []],
    ['dotenv -e=a -- x; env-cmd --file b x | dotenvx run --env-file=c x', ['a', 'b', 'c']],
    [`dotenv -e '../a b.env' -- x`, ['../a b.env']],
    ['dotenv -e $FILE -- x', []],
    ['docker compose --env-file d up', ['d']],
    ['dotenv -e', []],
  ] as const) {
    it(`are found in: ${script}`, () => assert.deepEqual(envFilesIn(script), files));
  }
});
