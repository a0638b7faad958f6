import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { TableParts } from '../../../src/core/database/tables';
import { readPlannedChange } from '../../../src/core/prisma8/planned-drops';
import type { SchemaFile } from '../../../src/core/prisma-schema/declarations';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { undeclaredDrops } from '../../../src/workflows/undeclared-drops';
import { sourceOf } from '../../helpers/lint-migration';

/** What Prisma 8.0.0-rc.13 emitted. */
const contract: SchemaFile = {
  file: 'contract.json',
  text: readFileSync('test/fixtures/contract/contract.json', 'utf8'),
};

const parts: TableParts = {
  columns: [],
  constraints: [{ name: 'hand_fk', definition: 'FOREIGN KEY (id) REFERENCES "User"(id)', isValidated: true }],
};

const migrations = {
  '2026_hand': 'CREATE TABLE "Post" (id int);\nCREATE INDEX hand ON "Post" (id) WHERE id > 1;\n',
};

async function told(before: readonly SchemaFile[] | undefined, ...statements: string[]): Promise<string[]> {
  const project = await ReplayedProject.open(sourceOf({ migrations }), loadGrammar);
  const drops = await undeclaredDrops(project, readPlannedChange({ operations: [], statements }), before, {
    schema: 'public',
    readTableParts: () => Promise.resolve(parts),
    readIndexes: () => Promise.resolve([]),
  });
  return drops.map(
    ({ kind, name, madeIn }) => `${kind} ${name}${madeIn === undefined ? '' : ` of ${madeIn}`}`,
  );
}

const statements = [
  'DROP INDEX "public"."hand"',
  'DROP INDEX "public"."author_live"',
  'ALTER TABLE "public"."Post" DROP COLUMN "the_title"',
  'ALTER TABLE "public"."Post" DROP COLUMN "stray"',
  'ALTER TABLE "public"."Post" DROP CONSTRAINT "hand_fk"',
  'DROP TABLE "public"."Post"',
  'DROP TABLE "public"."other"',
];

describe('workflows/undeclared-drops', () => {
  it('tells what no contract ever declared, and which migration makes it', async () => {
    assert.deepEqual(await told([contract], ...statements), [
      'index hand of 2026_hand',
      'column stray',
      'constraint hand_fk',
      'table other',
    ]);
  });

  it('tells everything where no contract of the database is known', async () => {
    assert.equal((await told(undefined, ...statements)).length, statements.length);
  });

  it('tells nothing of what the same change makes again', async () => {
    const again = 'CREATE INDEX "hand" ON "public"."Post" ("id")';
    assert.deepEqual(await told([contract], 'DROP INDEX "public"."hand"', again), []);
  });
});
