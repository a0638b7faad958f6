import assert from 'node:assert/strict';
import { sha256 } from '../../../src/adapters/files/sha256';
import { statusPretty } from '../../../src/cli/commands/status/pretty';
import type { MigrationRow } from '../../../src/core/database/migration-row';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { plainStatus, type PlainStatus } from '../../../src/workflows/plain-status';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { readStatus, type StatusReport } from '../../../src/workflows/status';
import { sourceOf, type MemoryProject } from '../../helpers/lint-migration';
import { aRow } from '../cli/commands/fix-drift/drifted';

const table = 'CREATE TABLE notes (id int, body text);\n';
const make = 'CREATE INDEX by_body ON notes (lower(body));\n';
const byPrisma = '-- DropIndex\nDROP INDEX "by_body";\n';
const byHand = '-- Nobody searches any more.\nDROP INDEX by_body;\n';

interface Situation extends Pick<MemoryProject, 'migrations' | 'driftIgnore'> {
  /** What was applied, by name; without it what the files say. */
  readonly applied?: Readonly<Record<string, string>>;
}

const rowsOf = (texts: Readonly<Record<string, string>>): MigrationRow[] =>
  Object.entries(texts).map(([name, text]) => aRow(name, sha256(text)));

/** The status in a database that has no index at all. */
function reportOf({ applied, ...project }: Situation): Promise<StatusReport> {
  const source = sourceOf({ ...project, schema: 'model notes {\n  id Int @id\n}\n', settled: [] });
  const database = {
    ...{ location: 'localhost:5432/app', schema: 'public', isLocal: true },
    readRows: () => Promise.resolve(rowsOf(applied ?? project.migrations)),
    readIndexes: () => Promise.resolve([]),
    readObjects: () => Promise.resolve([]),
  };
  return readStatus(ReplayedProject.open(source, loadGrammar), 'local', database, sha256);
}

const plainOf = async (situation: Situation): Promise<PlainStatus> =>
  plainStatus(await reportOf(situation), (file) => file);

/** Who took by_body away: `2_drop generated: DROP INDEX "by_body"`. */
async function dropOf(situation: Situation): Promise<string | undefined> {
  const { protectedIndexes } = await plainOf(situation);
  const drop = protectedIndexes.find(({ name }) => name === 'by_body')?.droppedBy;
  if (!drop) return undefined;
  const { migration, intent, start, end } = drop;
  const text = situation.migrations[migration] ?? '';
  return `${migration} ${intent}: ${start === null || end === null ? 'gone' : text.slice(start, end)}`;
}

const listed = '{ "protectedIndexes": [{ "name": "by_body", "table": "notes" }] }';

describe('what took a missing index away', () => {
  it('is the statement in the migration, generated or by hand', async () => {
    assert.equal(
      await dropOf({ migrations: { '1_init': table + make, '2_drop': byPrisma } }),
      '2_drop generated: DROP INDEX "by_body"',
    );
    assert.equal(
      await dropOf({ migrations: { '1_init': table + make, '2_drop': byHand }, driftIgnore: listed }),
      '2_drop deliberate: DROP INDEX by_body',
    );
  });

  it('is also what takes it along without naming it', async () => {
    const migrations = { '1_init': table + make, '2_drop': 'ALTER TABLE "notes" DROP COLUMN "body";\n' };
    assert.equal(
      await dropOf({ migrations, driftIgnore: listed }),
      '2_drop deliberate: ALTER TABLE "notes" DROP COLUMN "body"',
    );
  });

  // Mutation: the last migration that has such a statement, applied or not.
  it('is none that is still to be applied', async () => {
    const first = { '1_init': table + make };
    assert.equal(await dropOf({ migrations: { ...first, '2_drop': byPrisma }, applied: first }), undefined);
  });

  // Mutation: any drop, also one that a later migration has undone.
  it('is none behind which the index was made again: then somebody else did it', async () => {
    const again = { '1_init': table + make, '2_drop': byPrisma, '3_back': make };
    assert.equal(await dropOf({ migrations: again }), undefined);
    assert.equal(
      await dropOf({ migrations: { '1_init': table + make, '2_both': byPrisma + make } }),
      undefined,
    );
    assert.equal(await dropOf({ migrations: { '1_init': table + make } }), undefined);
  });

  // Mutation: the files alone are asked.
  it('is also what the file said when it was applied; then the statement is nowhere', async () => {
    const migrations = { '1_init': table + make, '2_drop': '-- migration-guard: kept by_body\n' };
    const applied = { ...migrations, '2_drop': byPrisma };
    assert.equal(await dropOf({ migrations, applied }), '2_drop generated: gone');
  });

  it('puts its migration among those that need attention, with the names of what it took', async () => {
    const { migrations } = await plainOf({ migrations: { '1_init': table + make, '2_drop': byPrisma } });
    assert.deepEqual(
      migrations.map(({ name, needsAttention, lostIndexes }) => [name, needsAttention, lostIndexes]),
      [
        ['1_init', false, []],
        ['2_drop', true, ['by_body']],
      ],
    );
  });

  it('is told on a terminal, and counts once', async () => {
    const report = await reportOf({ migrations: { '1_init': table + make, '2_drop': byPrisma } });
    const page = { cwd: '/p', width: 200, color: false, all: false };
    const text = statusPretty([{ ...report, target: { environment: 'local' } }], page);
    assert.match(
      text,
      /missing +by_body, .*\n +2_drop took it away on 2026-03-01, by a statement that Prisma generated\. migration-guard restore by_body/,
    );
    assert.match(text, /1 needs attention\.\n$/);
  });
});
