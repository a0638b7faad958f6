import assert from 'node:assert/strict';
import pg from 'pg';
import { assertNoSecrets } from '../../helpers/no-secrets';
import { inPrismaProject } from '../../helpers/prisma-project';
import { sharedServer } from '../../helpers/shared-servers';
import { testOfMistakes, testOfPrisma, testsOfHistories, testsOfOurs } from './cases';
import { diff, dropOfIndex, memories, migrations, models, sentence } from './setting';

describe('The next migration of Prisma 7, without a database', () => {
  testOfPrisma(7);
  testOfMistakes(7);
  testsOfOurs(7);
  testsOfHistories(7);
});

describe('The next migration of Prisma 6, without a database', () => {
  testOfPrisma(6);
  testOfMistakes(6);
  testsOfOurs(6);
  testsOfHistories(6);
});

describe('The shadow database of the next migration', () => {
  it('is never the one that the project names, neither as its main nor as its shadow', async () => {
    const server = await sharedServer();
    const url = await server.createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('CREATE TABLE "precious" (id int); CREATE SCHEMA "other"');
      await inPrismaProject(
        {
          migrations,
          models,
          files: {
            'prisma.config.ts': `import { defineConfig, env } from 'prisma/config';
export default defineConfig({
  schema: 'prisma/schema.prisma',
  datasource: { url: env('DATABASE_URL'), shadowDatabaseUrl: env('DATABASE_URL') },
});
`,
          },
        },
        async (project) => {
          assert.equal(await diff(project, { DATABASE_URL: url }), `${dropOfIndex}\n`);
        },
      )();
      const { rows } = await client.query(
        `SELECT (SELECT count(*) FROM pg_class WHERE relname = 'precious') AS tables,
                (SELECT count(*) FROM pg_namespace WHERE nspname = 'other') AS schemas`,
      );
      assert.deepEqual(rows, [{ tables: '1', schemas: '1' }]);
    } finally {
      await client.end();
    }
  });
});

describe("The project's own Prisma config", () => {
  const withConfig = (files: Record<string, string | undefined>) => ({ migrations, models, files });

  it(
    'may ask for variables that nobody has set',
    inPrismaProject(
      withConfig({
        'prisma.config.ts': `import { defineConfig, env } from 'prisma/config';
if (!process.env['MAIN_URL']) throw new Error('MAIN_URL is missing');
export default defineConfig({ schema: 'prisma/schema.prisma', datasource: { url: env('SOME_DATABASE') } });
`,
      }),
      async (project) => {
        assert.equal(await diff(project), `${dropOfIndex}\n`);
      },
    ),
  );

  it(
    'may lie in .config, be JavaScript, and count its paths from there',
    inPrismaProject(
      withConfig({
        'prisma.config.ts': undefined,
        '.config/prisma.mjs':
          "export default { schema: '../prisma/schema.prisma', migrations: { path: '../prisma/migrations' } };\n",
      }),
      async (project) => {
        assert.equal(await diff(project), `${dropOfIndex}\n`);
      },
    ),
  );

  it(
    'has its own SQL for the shadow database run',
    inPrismaProject(
      {
        models,
        migrations: { '20260101000000_init': `SELECT gen.one();\n${memories}` },
        files: {
          'prisma.config.ts': `import { defineConfig } from 'prisma/config';
export default defineConfig({
  schema: 'prisma/schema.prisma',
  experimental: { externalTables: true },
  migrations: {
    initShadowDb: 'CREATE SCHEMA gen; CREATE FUNCTION gen.one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;',
  },
});
`,
        },
      },
      async (project) => {
        assert.equal(await diff(project), `${dropOfIndex}\n`);
      },
    ),
  );

  it(
    'that throws is told of in a sentence, without the password that it shows',
    inPrismaProject(
      withConfig({
        'prisma.config.ts': `process.env.MAIL_TOKEN = 'mail-0815';
throw new Error('cannot reach ' + process.env.DATABASE_URL + ' as ' + process.env.MAIL_TOKEN);
`,
      }),
      async (project) => {
        const message = await sentence(
          diff(project, { DATABASE_URL: 'postgresql://ann:hunter2@db.example.com/app' }),
        );
        assert.match(
          message,
          /prisma\.config\.ts could not be loaded: cannot reach postgresql:\/\/\*\*\* as \*\*\*\. Fix it first\.$/,
        );
        assertNoSecrets(message, ['hunter2', 'mail-0815']);
      },
    ),
  );
});
