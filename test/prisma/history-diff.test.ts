import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import pg from 'pg';
import { isHumanError } from '../../src/core/human-error';
import { openEmbedded } from '../../src/adapters/embedded/open-embedded';
import { diffAgainstHistory, type DiffOptions } from '../../src/adapters/prisma/diff/history-diff';
import { openProjects } from '../../src/adapters/project/open-projects';
import { findPrismaCli } from '../../src/adapters/prisma/prisma-cli';
import type { Variables } from '../../src/adapters/process/variables';
import { assertNoSecrets } from '../helpers/no-secrets';
import { prismaEnvironment } from '../helpers/prisma-cli';
import { inPrismaProject, type PrismaProject } from '../helpers/prisma-project';
import { sharedServer } from '../helpers/shared-servers';

const memories = `CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE "memories" ("id" SERIAL PRIMARY KEY, "title" TEXT NOT NULL, "embedding" vector(3));
CREATE INDEX "idx_memories_embedding" ON "memories" USING ivfflat ("embedding" vector_cosine_ops);
`;

const models = `model memories {
  id        Int    @id @default(autoincrement())
  title     String
  embedding Unsupported("vector(3)")?
}
`;

const dropOfIndex = '-- DropIndex\nDROP INDEX "idx_memories_embedding";\n';

/** No variable leads to a database, unless `env` gives one. */
function variables({ folder }: PrismaProject, env: Variables = {}): Variables {
  return { ...process.env, DATABASE_URL: undefined, ...prismaEnvironment(folder), ...env };
}

async function diff(
  project: PrismaProject,
  env: Variables = {},
  options: Partial<DiffOptions> = {},
): Promise<string> {
  const [opened] = await openProjects([], { cwd: project.folder, git: false });
  assert.ok(opened);
  return await diffAgainstHistory(opened.source, findPrismaCli(project.folder), {
    openEmbedded,
    env: variables(project, env),
    ...options,
  });
}

async function sentence(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(isHumanError(error), String(error));
  return error.message;
}

const temporaryConfigs = (): string[] =>
  fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith('migration-guard-'));

const migrations = { '20260101000000_init': memories };

for (const version of [7, 6] as const) {
  describe(`The next migration of Prisma ${version}, without a database`, () => {
    it(
      'is what Prisma writes, an ivfflat index that it cannot see taken along',
      inPrismaProject({ version, migrations, models }, async (project) => {
        const before = temporaryConfigs();
        assert.equal(await diff(project), `${dropOfIndex}\n`);
        assert.deepEqual(temporaryConfigs(), before);
        assert.equal(project.git('status', '--porcelain'), '');
      }),
    );

    it(
      'is empty where history and schema agree',
      inPrismaProject(
        { version, migrations: { '20260101000000_init': memories.replace(/CREATE INDEX.*\n/, '') }, models },
        async (project) => {
          assert.equal(await diff(project), '');
        },
      ),
    );

    it(
      'makes everything where there are no migrations yet',
      inPrismaProject({ version, models: 'model users {\n  id Int @id\n}\n' }, async (project) => {
        assert.match(await diff(project), /^-- CreateTable\nCREATE TABLE "users"/);
      }),
    );

    it(
      'is of a schema in several files, too',
      inPrismaProject(
        {
          version,
          migrations,
          models: '',
          files: {
            'prisma/models/memories.prisma': models,
            'prisma/models/tags/tags.prisma': 'model tags {\n  id Int @id\n}\n',
            'prisma.config.ts':
              "import { defineConfig } from 'prisma/config';\n\nexport default defineConfig({ schema: 'prisma' });\n",
          },
        },
        async (project) => {
          assert.match(
            await diff(project),
            /DROP INDEX "idx_memories_embedding";\n\n-- CreateTable\nCREATE TABLE "tags"/,
          );
        },
      ),
    );

    it(
      'comes with the statement at which the history stops',
      inPrismaProject(
        {
          version,
          migrations: { ...migrations, '20260102000000_broken': 'SELECT 1;\nDROP TABLE "missing";\n' },
          models,
        },
        async (project) => {
          assert.equal(
            await sentence(diff(project)),
            'The history does not apply to an empty database: 20260102000000_broken line 2, DROP TABLE "missing": table "missing" does not exist. Mend that migration, or put what it needs beforehand into the "prelude" of migration-guard.json.',
          );
        },
      ),
    );

    it(
      'says which extension the embedded database lacks',
      inPrismaProject(
        { version, migrations: { '20260101000000_init': 'CREATE EXTENSION postgis;\n' }, models },
        async (project) => {
          assert.match(
            await sentence(diff(project)),
            /^The history cannot be replayed without a database of its own: 20260101000000_init creates the extension postgis/,
          );
        },
      ),
    );

    it(
      'finds what a prelude makes before the first migration',
      inPrismaProject(
        {
          version,
          migrations: {
            '20260101000000_init': `SELECT gen.one();\nCREATE ROLE reader IN ROLE app;\n${memories}`,
          },
          models,
        },
        async (project) => {
          const prelude =
            'CREATE ROLE app;\nCREATE SCHEMA gen;\nCREATE FUNCTION gen.one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;';
          assert.equal(await diff(project, {}, { prelude }), `${dropOfIndex}\n`);
          assert.match(
            await sentence(diff(project)),
            /line 1, SELECT gen\.one\(\): schema "gen" does not exist/,
          );
        },
      ),
    );

    it(
      'is given up when Prisma takes too long, and when nobody wants it any more',
      inPrismaProject({ version, migrations, models }, async (project) => {
        const before = temporaryConfigs();
        assert.match(
          await sentence(diff(project, {}, { timeoutMs: 50 })),
          /^Prisma \S+ did not finish within 0\.05 seconds, and was ended\./,
        );
        assert.match(
          await sentence(diff(project, {}, { signal: AbortSignal.timeout(50) })),
          /^Prisma \S+ was killed by SIGKILL/,
        );
        assert.deepEqual(temporaryConfigs(), before);
      }),
    );

    it(
      'comes with the place of a mistake in the schema',
      inPrismaProject({ version, migrations, models: 'model memories {\n  id Int\n}\n' }, async (project) => {
        assert.match(
          await sentence(diff(project)),
          /could not compare the history with the schema: .*Each model must have/,
        );
      }),
    );
  });
}

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
        const said = await sentence(
          diff(project, { DATABASE_URL: 'postgresql://ann:hunter2@db.example.com/app' }),
        );
        assert.match(
          said,
          /prisma\.config\.ts could not be loaded: cannot reach postgresql:\/\/\*\*\* as \*\*\*\. Mend it first\.$/,
        );
        assertNoSecrets(said, ['hunter2', 'mail-0815']);
      },
    ),
  );
});
