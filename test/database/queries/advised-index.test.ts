import assert from 'node:assert/strict';
import type { PGlite } from '@electric-sql/pglite';
import { vectorPglite } from '../../helpers/vector-pglite';
import { lintQueriesOf } from '../../unit/core/linter/rules/lint-queries-of';

const distances = ['<=>', '<->', '<#>', '<+>'];
const operators: Readonly<Record<string, readonly string[]>> = { bit: ['<~>', '<%>'] };
const types = [
  ...['vector(8)', 'vector(2000)', 'vector(2001)', 'vector(4000)', 'vector(4001)', 'vector'],
  ...['halfvec(8)', 'halfvec(4000)', 'halfvec(4001)', 'halfvec'],
  ...['sparsevec(8)', 'sparsevec(30000)', 'bit(8)', 'bit(64000)', 'bit(64001)'],
];

describe('the index that is advised for a search without one', () => {
  let db: PGlite;
  before(async () => {
    db = await vectorPglite();
    await db.exec('CREATE EXTENSION vector; CREATE SCHEMA app');
  });
  after(async () => db.close());

  async function advised(table: string, name: string, operator: string): Promise<string | undefined> {
    const code = `SELECT 1 FROM ${name} ORDER BY "E" ${operator} $1 LIMIT 5;\n`;
    const [finding] = await lintQueriesOf({
      history: ['CREATE SCHEMA app;', table],
      file: 'query.sql',
      code,
    });
    assert.equal(finding?.rule, 'vector-column-not-indexed');
    return /CREATE INDEX .*;/.exec(finding.why)?.[0];
  }

  async function isTaken(table: string, index: string): Promise<boolean> {
    await db.exec(`BEGIN; ${table}`);
    try {
      await db.exec(index);
      return true;
    } catch {
      return false;
    } finally {
      await db.exec('ROLLBACK');
    }
  }

  for (const type of types) {
    for (const operator of operators[type.replace(/\(.*/, '')] ?? distances) {
      it(`is one that pgvector takes, or there is none: ${type}, ${operator}`, async () => {
        const table = `CREATE TABLE "Memory" (id int, "E" ${type});`;
        const index = await advised(table, '"Memory"', operator);
        if (index !== undefined) assert.ok(await isTaken(table, index), index);
        else assert.match(type, /^\w+$|400[1]|64001/);
      });
    }
  }

  it('is on the table of that schema', async () => {
    const table = 'CREATE TABLE app.memories (id int, "E" vector(8));';
    const index = await advised(table, 'app.memories', '<=>');
    assert.ok(index !== undefined && (await isTaken(table, index)), index);
  });
});
