import assert from 'node:assert/strict';
import { cleanMigration, type CleanMigration } from '../../../src/workflows/clean-migration';
import type { LintSource } from '../../../src/workflows/lint-source';
import { openLinter } from '../../helpers/open-linter';

const source: LintSource = {
  root: '/p',
  migrations: [
    {
      name: '1_init',
      file: '/p/1_init/migration.sql',
      text: `CREATE TABLE notes (id text, a int GENERATED ALWAYS AS (1) STORED, b int GENERATED ALWAYS AS (2) STORED);
CREATE INDEX notes_low ON notes (lower(id));
CREATE INDEX notes_live ON notes (id) WHERE id <> '';\n`,
    },
  ],
  schema: [{ file: '/p/schema.prisma', text: 'model notes {\n  id String @id\n}\n' }],
  driftIgnore: undefined,
  driftIgnoreFile: '/p/drift-ignore.json',
  config: undefined,
  prisma: { version: '7.10.0', source: 'installed' },
  lockProvider: undefined,
  history: undefined,
};

async function clean(text: string): Promise<CleanMigration> {
  const { lintText } = await openLinter(source);
  return await cleanMigration(lintText, { name: '2_next', file: '/p/2_next/migration.sql', text });
}

describe('a new migration', () => {
  it('loses what Prisma should not have written, and keeps the rest', async () => {
    const { migration, keptBack, findings, hasStatements } = await clean(
      '-- DropIndex\nDROP INDEX "notes_low";\n\n-- AlterTable\nALTER TABLE "notes" ADD COLUMN     "tag" TEXT;\n',
    );
    assert.match(migration.text, /^-- migration-guard: kept notes_low, .*\n\n-- AlterTable\nALTER TABLE/);
    assert.deepEqual(
      keptBack.map(({ statement }) => statement),
      ['DROP INDEX "notes_low";'],
    );
    assert.deepEqual([findings, hasStatements], [[], true]);
  });

  it('is fixed in as many rounds as its fixes need', async () => {
    const { migration, keptBack, hasStatements } = await clean(
      '-- AlterTable\nALTER TABLE "notes" ALTER COLUMN "a" DROP DEFAULT,\nALTER COLUMN "b" DROP DEFAULT;\n',
    );
    assert.equal(
      migration.text,
      '-- migration-guard: notes.a stays generated\n-- migration-guard: notes.b stays generated\n',
    );
    assert.equal(keptBack.length, 2);
    assert.equal(hasStatements, false);
  });

  it('keeps what a person has to decide about', async () => {
    const text = '-- AlterTable\nALTER TABLE "notes" DROP COLUMN "id";\n';
    const { migration, keptBack, findings } = await clean(text);
    assert.equal(migration.text, text);
    assert.deepEqual(keptBack, []);
    assert.deepEqual(
      findings.map(({ rule, index }) => `${rule} ${index ?? ''}`),
      ['cascade-drops-protected-index notes_low', 'cascade-drops-protected-index notes_live'],
    );
  });

  it('has nothing to do where it only creates extensions that the history has', async () => {
    const { lintText } = await openLinter(source);
    const of = (text: string) =>
      cleanMigration(
        lintText,
        { name: '2_next', file: '/p/2_next/migration.sql', text },
        new Set(['vector']),
      );
    const create = '-- CreateExtension\nCREATE EXTENSION IF NOT EXISTS "vector";\n';
    assert.equal((await of(create)).hasStatements, false);
    assert.equal((await of(`${create}-- DropIndex\nDROP INDEX "notes_low";\n`)).hasStatements, false);
    assert.equal((await of('CREATE EXTENSION IF NOT EXISTS "pg_trgm";\n')).hasStatements, true);
    assert.equal((await of('CREATE EXTENSION vector;\n')).hasStatements, true);
    assert.equal((await of(`${create}SELECT 1;\n`)).hasStatements, true);
  });
});
