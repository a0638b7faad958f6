import assert from 'node:assert/strict';
import fs from 'node:fs';
import { findEnvironment } from '../../../../src/adapters/environments/find-environment';
import type { Timeouts } from '../../../../src/adapters/environments/resolved';
import type { Environment } from '../../../../src/workflows/environment';
import {
  linkPackages,
  projectFiles,
  projectIn,
  password,
  sentenceOf,
  urlTo,
} from '../../../helpers/environments';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

type Variables = Readonly<Record<string, string | undefined>>;

/** Ours, without what a developer may have set. */
const clean: Variables = { ...process.env, DATABASE_URL: undefined, DIRECT_URL: undefined };

async function local(
  workspace: Workspace,
  env: Variables = {},
  timeoutsMs: Partial<Timeouts> = {},
): Promise<Environment> {
  return findEnvironment('local', await projectIn(workspace), { env: { ...clean, ...env }, timeoutsMs });
}

const v6 = projectFiles(
  'url = env("DATABASE_URL")',
  'directUrl = env("DIRECT_URL")',
  'shadowDatabaseUrl = env("SHADOW")',
);

describe('the local database of Prisma 6', () => {
  it(
    'stands in the variables that the schema names: set ones first, then .env',
    inWorkspace(async (workspace) => {
      workspace.write({ ...v6, '.env': `DATABASE_URL="${urlTo('file')}"\nDIRECT_URL=${urlTo('direct')}\n` });
      const fromFile = await local(workspace);
      assert.deepEqual(
        [fromFile.url.host, fromFile.from, fromFile.directUrl?.host, fromFile.shadowUrl],
        ['file', 'DATABASE_URL of .env', 'direct', undefined],
      );
      const set = await local(workspace, { DATABASE_URL: urlTo('set'), SHADOW: urlTo('h', 'shadow') });
      assert.deepEqual(
        [set.url.host, set.from, set.directUrl?.host, set.shadowUrl?.database],
        ['set', 'DATABASE_URL', 'direct', 'shadow'],
      );
      assert.equal(set.url.revealPassword(), password);
      assert.equal(set.production, false);
    }),
  );

  it(
    'may stand in the .env of the schema’s folder, put together from other variables',
    inWorkspace(async (workspace) => {
      const env =
        'HOST=inside\nDATABASE_URL="postgresql://${USER_NAME}:x\\$y@${HOST}/app" # with a comment\n';
      workspace.write({
        ...projectFiles('url = env("DATABASE_URL")'),
        'prisma/.env': env,
        '.env': 'USER_NAME=ann\n',
      });
      const { url, from } = await local(workspace);
      assert.deepEqual([url.user, url.revealPassword(), url.host], ['ann', 'x$y', 'inside']);
      assert.equal(from, 'DATABASE_URL of prisma/.env');
    }),
  );

  it(
    'may stand in the schema itself',
    inWorkspace(async (workspace) => {
      workspace.write(projectFiles(`url = "postgresql://ann@localhost/app"`));
      assert.equal((await local(workspace)).from, 'url of prisma/schema.prisma');
    }),
  );

  // Mutations: what the parser of .env leaves of a URL, in each of the three ways to read one.
  for (const [way, files] of [
    ['the schema names', projectFiles('url = env("DATABASE_URL")')],
    [
      'a plain config names',
      {
        ...projectFiles(),
        'prisma.config.ts': `import 'dotenv/config';\nexport default { datasource: { url: process.env.DATABASE_URL } };\n`,
      },
    ],
    [
      'a config that is run names',
      {
        ...projectFiles(),
        'prisma.config.ts': `import 'dotenv/config';\nconst { DATABASE_URL } = process.env;\nexport default { datasource: { url: [DATABASE_URL].join('') } };\n`,
      },
    ],
  ] as const) {
    for (const cut of ['3389#s3cret', 's3cret#k3y', 's3@cret#k3y']) {
      it(
        `says that a # without quotes ends the URL in the .env that ${way}: ${cut}`,
        inWorkspace(async (workspace) => {
          linkPackages(workspace);
          workspace.write({ ...files, '.env': `A=1\nexport DATABASE_URL=postgresql://ann:${cut}@h/app\n` });
          assert.match(
            await sentenceOf(() => local(workspace), [...cut.split('#')]),
            /has a # in its user name or password, which ends the host of a URL: write it there as %23\.$/,
          );
          workspace.write({ '.env': `DATABASE_URL=postgresql://ann:${cut.replace('#', '%23')}@h/app#1\n` });
          assert.equal((await local(workspace)).url.revealPassword(), cut);
        }),
      );
    }
  }

  it(
    'is DATABASE_URL where nothing names a variable',
    inWorkspace(async (workspace) => {
      workspace.write({ ...projectFiles(), '.env': `DATABASE_URL=${urlTo('h')}` });
      assert.equal((await local(workspace)).from, 'DATABASE_URL of .env');
    }),
  );

  for (const [what, files, sentence] of [
    [
      'is set nowhere',
      v6,
      'prisma/schema.prisma takes its URL from DATABASE_URL, which is neither set nor in .env. Set it, or add it to .env.',
    ],
    [
      'is named nowhere',
      projectFiles(),
      'No Prisma config file and no datasource says where the local database is, and DATABASE_URL is neither set nor in .env. Set it, or add it to .env.',
    ],
    [
      'is no URL',
      { ...v6, '.env': `DATABASE_URL=${password}` },
      'DATABASE_URL of .env is no URL. A PostgreSQL database has one that starts with postgresql://.',
    ],
    [
      'is in a .env that is binary',
      { ...v6, '.env': Buffer.from([0, 1]) },
      '.env could not be read: it is binary or UTF-16, and Prisma needs UTF-8.',
    ],
  ] as const) {
    it(
      `${what}: one sentence says so`,
      inWorkspace(async (workspace) => {
        workspace.write(files);
        assert.equal(await sentenceOf(() => local(workspace)), sentence);
      }),
    );
  }
});

describe('the local database of a Prisma config file', () => {
  const config = (body: string, before = ''): Record<string, string> => ({
    ...projectFiles(),
    'prisma.config.ts': `import 'dotenv/config';\nimport { defineConfig, env } from 'prisma/config';\n${before}\nexport default defineConfig({ schema: 'prisma/schema.prisma', ${body} });\n`,
  });
  const usual = config(`datasource: { url: env('DATABASE_URL'), shadowDatabaseUrl: process.env.SHADOW }`);
  const usualButRun = config(`datasource: { url: env('DATABASE_URL') }`, 'Math.random();');

  it(
    'is what the file says after it has loaded its .env, whatever it prints',
    inWorkspace(async (workspace) => {
      linkPackages(workspace);
      workspace.write({
        ...config(
          `datasource: { url: env('DATABASE_URL'), shadowDatabaseUrl: process.env.SHADOW }`,
          `console.log('{"kind":"failed"}'); console.error('loud'); setInterval(() => {}, 1000);`,
        ),
        '.env': `DATABASE_URL=${urlTo('h')}\nSHADOW=${urlTo('h', 'shadow')}\n`,
      });
      const { url, shadowUrl, directUrl, from, name } = await local(workspace);
      assert.deepEqual(
        [url.location, shadowUrl?.location, directUrl],
        ['h:5432/app', 'h:5432/shadow', undefined],
      );
      assert.equal(from, 'datasource.url of prisma.config.ts');
      assert.equal(name, 'local');
    }),
  );

  it(
    'is still what the schema says where the config only loads its variables',
    inWorkspace(async (workspace) => {
      linkPackages(workspace);
      workspace.write({
        ...config(`migrations: {}`),
        ...projectFiles('url = env("APP_URL")'),
        '.env': `APP_URL=${urlTo('h')}\n`,
      });
      const { url, from } = await local(workspace);
      assert.deepEqual([url.host, from], ['h', 'APP_URL']);
    }),
  );

  it(
    'is found with a package manager that hoists nothing',
    inWorkspace(async (workspace) => {
      const { at, write } = workspace;
      write({ ...usualButRun, '.env': `DATABASE_URL=${urlTo('h')}` });
      const store = 'node_modules/.pnpm/prisma/node_modules';
      write({
        [`${store}/prisma/package.json`]: '{"name":"prisma","exports":{"./package.json":"./package.json"}}',
        [`${store}/@prisma/config/package.json`]: '{"main":"index.js"}',
        [`${store}/@prisma/config/index.js`]: `exports.loadConfigFromFile = ({ configFile, configRoot }) =>
          Promise.resolve({ config: { datasource: { url: 'postgresql://a@' + require('node:path').relative(configRoot, configFile) + '/pnpm', directUrl: 'postgresql://direct/x' } } });`,
      });
      fs.symlinkSync(at(`${store}/prisma`), at('node_modules/prisma'), 'junction');
      const { url, directUrl } = await local(workspace);
      assert.deepEqual([url.location, directUrl?.host], ['prisma.config.ts:5432/pnpm', 'direct']);
    }),
  );

  const failures: [what: string, files: Record<string, string>, sentence: RegExp][] = [
    [
      'a variable is not set',
      usual,
      /^prisma\.config\.ts asks for DATABASE_URL, which is not set\. Set it, or put it into the \.env/,
    ],
    [
      'it throws, with the URL and the password in its message',
      {
        ...config('', `throw new Error('cannot use ' + process.env.X_URL + '\\nor ' + process.env.X_URL)`),
        '.env': `X_URL=${urlTo('h')}`,
      },
      /^prisma\.config\.ts could not be loaded: cannot use postgresql:\/\/\*\*\*\.$/,
    ],
    [
      'it throws with the bare password in its message',
      {
        ...config(
          '',
          `throw new Error('cannot use ' + decodeURIComponent(new URL(process.env.X_URL).password))`,
        ),
        '.env': `X_URL=${urlTo('h')}`,
      },
      /^prisma\.config\.ts could not be loaded: cannot use \*\*\*\.$/,
    ],
    [
      'it cannot be parsed',
      { ...usual, 'prisma.config.ts': 'export default {' },
      /^prisma\.config\.ts could not be loaded: ParseError: Unexpected token/,
    ],
    [
      'it has a setting that Prisma does not know',
      { ...usual, 'prisma.config.ts': 'export default { frob: 1 };' },
      /^prisma\.config\.ts could not be loaded: \["frob"\] is unexpected, expected: /,
    ],
    [
      'it names no URL',
      config('datasource: {}'),
      /^prisma\.config\.ts gives no datasource\.url\. Add datasource: \{ url: env\('DATABASE_URL'\) \} to it\.$/,
    ],
    [
      'its URL is empty',
      config(`datasource: { url: '' }`),
      /^datasource\.url of prisma\.config\.ts is empty\. Give the URL of the database itself/,
    ],
    [
      'it ends the process',
      config('', 'process.exit(3);'),
      /^prisma\.config\.ts ended the process that loaded it \(exit code 3\)\.$/,
    ],
    [
      'it is killed',
      config('', `process.kill(process.pid, 'SIGKILL');`),
      /^prisma\.config\.ts could not be loaded: its process was killed by SIGKILL\.$/,
    ],
  ];
  for (const [what, files, sentence] of failures) {
    it(
      `one sentence says that ${what}`,
      inWorkspace(async (workspace) => {
        linkPackages(workspace);
        workspace.write(files);
        assert.match(await sentenceOf(() => local(workspace)), sentence);
      }),
    );
  }

  it(
    'one sentence says that it never ends',
    inWorkspace(async (workspace) => {
      linkPackages(workspace);
      workspace.write(config('', 'setInterval(() => {}, 1000); await new Promise(() => {});'));
      const message = await sentenceOf(() => local(workspace, {}, { config: 1500 }));
      assert.equal(
        message,
        'prisma.config.ts did not finish loading within 1.5 seconds. Check what it is waiting for.',
      );
    }),
  );

  it(
    'one sentence says that Prisma is not installed',
    inWorkspace(async (workspace) => {
      workspace.write(usualButRun);
      const message = await sentenceOf(() => local(workspace));
      assert.equal(
        message,
        `prisma.config.ts could not be loaded, because Prisma is not installed for ${workspace.folder}. Run npm install there.`,
      );
    }),
  );

  it(
    'starts no program with the variable that makes a node of VS Code',
    inWorkspace(async (workspace) => {
      linkPackages(workspace);
      workspace.write(
        config(`datasource: { url: 'postgresql://' + (process.env.ELECTRON_RUN_AS_NODE ?? 'unset') + '/x' }`),
      );
      assert.equal((await local(workspace)).url.host, 'unset');
    }),
  );
});
