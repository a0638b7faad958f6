import assert from 'node:assert/strict';
import { applyFix, asLine, fileOf, linesOf, lintMemory } from '../../../../helpers/lint-migration';

const table =
  '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT NOT NULL, "body" TEXT, "v" vector(3), CONSTRAINT "notes_pkey" PRIMARY KEY ("id"));\n';
const model = (attribute = ''): string =>
  `model notes {\n  id String @id\n  body String?\n  v Unsupported("vector(3)")?\n  ${attribute}\n}`;
const declaring = model('@@index([body])');
const plain = 'CREATE INDEX IF NOT EXISTS "notes_body_idx" ON "notes"("body");\n';
const vector = 'CREATE INDEX notes_v ON notes USING hnsw (v vector_l2_ops);\n';
const dropPlain = '-- DropIndex\nDROP INDEX "notes_body_idx";\n';
const dropVector = '-- DropIndex\nDROP INDEX "notes_v";\n';

const warning = (name: string, kind: string, again: string): string =>
  `warning rebuild-protected-index: Drops ${name}, ${kind}, and ${again} makes the same index again: take both statements out.`;

describe('an index that one new migration drops and a later one makes again', () => {
  it('is one warning, declared or not, and nothing once both statements are out', async () => {
    const migrations = { '1_a': table + plain, '2_b': dropPlain, '3_c': plain };
    for (const schema of [declaring, model()]) {
      for (const settled of [[], ['1_a']]) {
        assert.deepEqual(await linesOf({ migrations, schema, settled }), [
          warning('notes_body_idx', 'an index on notes.body', '3_c'),
        ]);
        const without = { ...migrations, '2_b': 'SELECT 1;\n', '3_c': 'SELECT 1;\n' };
        assert.deepEqual(await linesOf({ migrations: without, schema, settled }), []);
      }
    }
    const vectors = { '1_a': table + vector, '2_b': dropVector, '3_c': vector };
    assert.deepEqual(await linesOf({ migrations: vectors, schema: model(), settled: ['1_a'] }), [
      warning('notes_v', 'an hnsw index on notes.v', '3_c'),
    ]);
  });

  it('is an error as before where it is made weaker, or is gone at the end', async () => {
    const schema = model();
    const weaker = vector.replace('hnsw (v vector_l2_ops)', 'hnsw (v vector_cosine_ops)');
    for (const rest of [{ '3_c': weaker }, { '3_c': vector, '4_d': dropVector }]) {
      const migrations = { '1_a': table + vector, '2_b': dropVector, ...rest };
      const [first] = await linesOf({ migrations, schema, settled: ['1_a'] });
      assert.match(first ?? '', /^error drop-protected-index: Drops notes_v/);
    }
  });

  it('is no news where both are merged, and where Prisma made it both times', async () => {
    const migrations = { '1_a': table + vector, '2_b': dropVector, '3_c': vector };
    assert.deepEqual(await linesOf({ migrations, schema: model(), settled: Object.keys(migrations) }), []);
    const byPrisma = '-- CreateIndex\nCREATE INDEX "notes_body_idx" ON "notes"("body");\n';
    const again = { '1_a': `${table}\n${byPrisma}`, '2_b': dropPlain, '3_c': byPrisma };
    assert.deepEqual(await linesOf({ migrations: again, schema: declaring, settled: ['1_a'] }), []);
  });
});

describe('an index that only a later migration makes', () => {
  it('is named with that migration where Prisma drops it, and kept by a fix', async () => {
    const project = { migrations: { '1_a': table, '2_b': dropVector, '3_c': vector }, schema: model() };
    for (const settled of [['1_a'], ['1_a', '3_c']]) {
      const report = await lintMemory({ ...project, settled });
      assert.deepEqual(report.findings.map(asLine), [
        'warning drop-unknown-index: Drops notes_v, which only a later migration makes: 3_c.',
      ]);
      const [finding] = report.findings;
      assert.ok(finding);
      const fixed = applyFix(report, finding, 'keep');
      assert.deepEqual(fixed, { [fileOf('2_b')]: '-- migration-guard: kept notes_v, which 3_c makes\n' });
    }
  });
});
