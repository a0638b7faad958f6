import assert from 'node:assert/strict';
import type { PGlite } from '@electric-sql/pglite';
import { judgeSearch, type JudgedSearch } from '../../../src/core/queries/judge-search';
import { readQueries } from '../../../src/core/queries/read-queries';
import { Ledger } from '../../../src/core/ledger/ledger';
import { replayMigration } from '../../../src/core/ledger/replay';
import { loadGrammar, type Grammar } from '../../../src/core/sql/grammar';
import { vectorPglite } from '../../helpers/vector-pglite';
import { sqlText } from '../../helpers/sql-text';
import { isFullRun } from '../../helpers/full';
import { classes, shapes, tables } from './vector-matrix';

/** What PostgreSQL does: takes the index by itself, only where it has nothing else, or not at all. */
type Plan = 'used' | 'used-if-forced' | 'not-used';

const rows = 6000;

describe('a vector query on PostgreSQL with pgvector', () => {
  let db: PGlite;
  let grammar: Grammar;

  before(async function () {
    this.timeout(120_000);
    grammar = await loadGrammar();
    db = await vectorPglite();
    await db.exec(`CREATE EXTENSION vector; ${tables}`);
    const vector = `('[' || array_to_string(array(SELECT random() FROM generate_series(1, 4) WHERE i > 0), ',') || ']')`;
    await db.exec(`
      INSERT INTO owners (name) SELECT 'owner ' || i FROM generate_series(1, 50) i;
      INSERT INTO notes (owner, kind, e, f, h, b)
        SELECT (i % 50) + 1, 'kind ' || (i % 5), ${vector}::vector, ${vector}::vector, ${vector}::halfvec, (i % 256)::bit(8)
        FROM generate_series(1, ${rows}) i;
      ANALYZE;
    `);
  });

  after(async () => db.close());

  async function isUsed(query: string): Promise<boolean> {
    const { rows: lines } = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`);
    const plan = lines.map((line) => line['QUERY PLAN']).join('\n');
    return /Index Scan using notes_vectors on notes/.test(plan) && /Order By:/.test(plan);
  }

  async function planOf(query: string): Promise<Plan> {
    if (await isUsed(query)) return 'used';
    await db.exec('SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off');
    try {
      return (await isUsed(query)) ? 'used-if-forced' : 'not-used';
    } finally {
      await db.exec('RESET ALL');
    }
  }

  function judged(index: string, query: string): JudgedSearch[] {
    const text = `${tables} ${index}`;
    const ledger = new Ledger();
    replayMigration(ledger, { name: '1_init', file: 'migration.sql', text }, grammar);
    const queries = readQueries(sqlText(query), ledger, grammar);
    assert.ok(queries, `it cannot be read: ${query}`);
    return queries.flatMap(({ searches }) => searches.map((search) => judgeSearch(search, ledger, grammar)));
  }

  function verdictOf(searches: readonly JudgedSearch[]): Plan {
    const [search] = searches;
    if (!search || search.notServedBy.length > 0 || search.indexes.length === 0) return 'not-used';
    // This PostgreSQL is 18, which serves what has other keys behind the distance.
    if (search.unsureBy.includes('outer-join')) return 'not-used';
    const isUnsure = search.unsureBy.some((cause) => cause !== 'second-key');
    return isUnsure || search.isAboutOneRow ? 'used-if-forced' : 'used';
  }

  // One index of a column and one of an expression tell most.
  const quick = classes.filter(({ method, opclass, key }) =>
    ['hnsw e vector_cosine_ops', 'hnsw (e::halfvec(4)) halfvec_cosine_ops'].includes(
      `${method} ${key} ${opclass}`,
    ),
  );
  describe('with a partial index', () => {
    const index =
      "CREATE INDEX notes_vectors ON notes USING hnsw (e vector_cosine_ops) WHERE kind = 'kind 1' AND owner IS NOT NULL;";
    before(async () => db.exec(index));
    after(async () => db.exec('DROP INDEX notes_vectors'));

    const nearest = "ORDER BY e <=> '[1,2,3,4]'::vector LIMIT 5";
    const queries: readonly (readonly [where: string, plan: Plan])[] = [
      ["kind = 'kind 1' AND owner IS NOT NULL", 'used'],
      ["owner IS NOT NULL AND id > 3 AND kind = 'kind 1'", 'used'],
      ["kind = 'kind 1'", 'not-used'],
      ["kind = 'kind 2' AND owner IS NOT NULL", 'not-used'],
    ];
    for (const [where, plan] of queries) {
      it(`is ${plan} where ${where}`, async () => {
        const query = `SELECT id FROM notes WHERE ${where} ${nearest}`;
        assert.equal(await planOf(query), plan);
        const [search] = judged(index, query);
        assert.deepEqual(search?.unsureBy, plan === 'used' ? [] : ['predicate']);
      });
    }
  });

  for (const { method, type, opclass, key } of isFullRun ? classes : quick) {
    const index = `CREATE INDEX notes_vectors ON notes USING ${method} (${key} ${opclass});`;
    describe(index, () => {
      before(async function () {
        this.timeout(60_000);
        await db.exec(index);
      });
      after(async () => db.exec('DROP INDEX notes_vectors'));

      for (const shape of shapes(type)) {
        it(shape.query, async () => {
          assert.equal(verdictOf(judged(index, shape.query)), await planOf(shape.query));
        });
      }
    });
  }
});
