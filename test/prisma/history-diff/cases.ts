import assert from 'node:assert/strict';
import { inPrismaProject } from '../../helpers/prisma-project';
import { diff, dropOfIndex, leavingNothing, memories, migrations, models, sentence } from './setting';

/** Registers that Prisma is asked rightly. */
export function testOfPrisma(version: 6 | 7): void {
  it(
    'is what Prisma writes, an ivfflat index that it cannot see taken along',
    inPrismaProject({ version, migrations, models }, async (project) => {
      await leavingNothing(project, async () => assert.equal(await diff(project), `${dropOfIndex}\n`));
      assert.equal(project.git('status', '--porcelain'), '');
    }),
  );
}

/** Registers that what Prisma says against a schema is told. */
export function testOfMistakes(version: 6 | 7): void {
  it(
    'comes with the place of a mistake in the schema',
    inPrismaProject({ version, migrations, models: 'model memories {\n  id Int\n}\n' }, async (project) => {
      assert.match(
        await sentence(diff(project)),
        /could not compare the history with the schema: .*Each model must have/,
      );
    }),
  );
}

/** Registers what we make of its answers, and of what comes before it. */
export function testsOfOurs(version: 6 | 7): void {
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
          'The history does not apply to an empty database: 20260102000000_broken line 2, DROP TABLE "missing": table "missing" does not exist. Fix that migration, or put what it needs before it into the "prelude" of migration-guard.json.',
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
          /^The history cannot be replayed on the embedded PostgreSQL: 20260101000000_init creates the extension postgis/,
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
      await leavingNothing(project, async () => {
        assert.match(
          await sentence(diff(project, {}, { timeoutMs: 50 })),
          /^Prisma \S+ did not finish within 0\.05 seconds, and was stopped\./,
        );
        assert.match(
          await sentence(diff(project, {}, { signal: AbortSignal.timeout(50) })),
          /^Prisma \S+ was killed by SIGKILL/,
        );
      });
    }),
  );
}

/** Registers what safe-migrate is tried with, too: other histories and schemas, of which Prisma gives the right answers. */
export function testsOfHistories(version: 6 | 7): void {
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
}
