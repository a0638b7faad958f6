import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { top, blocksOf } from '../../helpers/docs';
import { vectorPglite } from '../../helpers/vector-pglite';
import { lintQueriesOf } from '../../unit/core/linter/rules/lint-queries-of';

const page = 'docs/vector-search.md';
const text = fs.readFileSync(path.join(top, page), 'utf8');
const wanted = '[0.1,0.2,-0.3,0.1,0.05,0.4,-0.2,0.1]';

/** What a block says of the statements below the comment. */
type Claim = 'served' | 'not served' | 'served if nothing is cheaper' | 'served since 17';

/** The severities of what we say of them. Where something else is sorted by first, that may be wanted. */
const said: Readonly<Record<Claim, RegExp>> = {
  served: /^$/,
  'not served': /^(?:warning|hint)$/,
  'served if nothing is cheaper': /^hint$/,
  'served since 17': /^hint$/,
};

interface Statement {
  readonly claim: Claim;
  readonly sql: string;
}

/** The vectors of the page are long; these have 8 dimensions, which changes no plan. */
function short(sql: string): string {
  return sql.replaceAll(/\((?:384|3072)\)/g, '(8)');
}

/** Statements of the page's SQL, by the claims above them. */
const statements = blocksOf(page)
  .filter(({ language }) => language === 'sql')
  .flatMap(({ lines }): Statement[] => {
    let claim: string | undefined;
    const found: Statement[] = [];
    const parts = lines.join('\n').split(/(?<=;)\n|^(?=-- )/m);
    for (const part of parts) {
      const [, said, rest = part] = /^-- (.*)\n([^]*)$/.exec(part) ?? [];
      claim = said ?? claim;
      if (/^SELECT/.test(rest) && claim !== undefined)
        found.push({ claim: claim as Claim, sql: short(rest) });
    }
    return found;
  });

/** The table of what fits together: the cells of each row. */
const rows =
  text
    .split('## What fits together')[1]
    ?.split('\n\n')[1]
    ?.split('\n')
    .slice(2)
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ) ?? [];

function codeIn(cell = ''): string {
  return /`([^`]+)`/.exec(cell)?.[1] ?? '';
}

const tables = `
  CREATE TABLE memories (id int PRIMARY KEY, chat int, content text, embedding vector(8));
  CREATE TABLE pages (id int PRIMARY KEY, embedding vector(8));
  CREATE TABLE kinds (id int PRIMARY KEY, vector vector(8), halfvec halfvec(8), bit bit(8));
`;
const indexes = blocksOf(page)
  .filter(({ language }) => language === 'sql')
  .flatMap(({ lines }) => lines.filter((line) => line.startsWith('CREATE INDEX')))
  .map(short)
  .filter((line, index, all) => all.indexOf(line) === index);

describe(`what ${page} says`, () => {
  let db: PGlite;

  before(async function () {
    this.timeout(120_000);
    db = await vectorPglite();
    const vector =
      '(SELECT array_agg(random() - 0.5) FROM generate_series(1, 8) WHERE i > 0)::real[]::vector';
    await db.exec(`
      CREATE EXTENSION vector; ${tables} SELECT setseed(0.4);
      INSERT INTO memories SELECT i, i % 500, 'memory ' || i, ${vector} FROM generate_series(1, 5000) i;
      INSERT INTO pages SELECT id, embedding FROM memories WHERE id <= 2000;
      INSERT INTO kinds SELECT id, embedding, embedding::halfvec, binary_quantize(embedding) FROM memories WHERE id <= 500;
      ${indexes.join('\n')}
      ANALYZE;`);
  });

  after(async () => db.close());

  async function planOf(sql: string): Promise<string> {
    const query = sql.replaceAll(/\$1(?!\d)/g, `'${wanted}'`).replaceAll('$2', '7');
    const lines = await db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`);
    return lines.rows.map((line) => line['QUERY PLAN']).join('\n');
  }

  async function isServed(sql: string): Promise<boolean> {
    return /Index Scan using \w+_idx on (?:memories|pages|kinds)[^]*Order By:/.test(await planOf(sql));
  }

  async function ifForced<T>(ask: () => Promise<T>): Promise<T> {
    await db.exec('SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off');
    try {
      return await ask();
    } finally {
      await db.exec('RESET ALL');
    }
  }

  for (const { claim, sql } of statements) {
    it(`${claim}: ${sql}`, async () => {
      const plan = { usual: await isServed(sql), forced: await ifForced(() => isServed(sql)) };
      if (claim === 'not served') assert.deepEqual(plan, { usual: false, forced: false });
      else if (claim === 'served if nothing is cheaper')
        assert.deepEqual(plan, { usual: false, forced: true });
      else assert.equal(plan.usual, true, await planOf(sql));
    });

    it(`as we see it, ${claim}: ${sql}`, async () => {
      const code = `${sql.replaceAll('$1', '$1::vector').replaceAll('::vector::', '::')}\n`;
      const findings = await lintQueriesOf({ history: [tables, ...indexes], file: 'query.sql', code });
      const severities = findings.map(({ severity }) => severity).join();
      assert.match(severities, said[claim]);
    });
  }

  for (const [measures = '', order, ofVector, ofHalfvec, ofBit, grows] of rows) {
    for (const [type, cell] of Object.entries({ vector: ofVector, halfvec: ofHalfvec, bit: ofBit })) {
      const opclass = codeIn(cell);
      if (opclass === '') continue;
      const value = type === 'bit' ? "B'10110010'" : `'${wanted}'`;
      const column = (code: string): string => code.replaceAll(/\be\b/g, type).replaceAll(/\bq\b/g, value);
      const distance = column(codeIn(order));

      it(`an index of ${opclass} serves ${measures}`, async () => {
        await db.exec(`CREATE INDEX kinds_idx ON kinds USING hnsw (${type} ${opclass})`);
        try {
          assert.ok(await ifForced(() => isServed(`SELECT id FROM kinds ORDER BY ${distance} LIMIT 5`)));
          for (const [, other] of rows) {
            if (other === order || (type === 'bit') !== /<[~%]>/.test(other ?? '')) continue;
            const sql = `SELECT id FROM kinds ORDER BY ${column(codeIn(other))} LIMIT 5`;
            assert.ok(!(await ifForced(() => isServed(sql))), sql);
          }
        } finally {
          await db.exec('DROP INDEX kinds_idx');
        }
      });

      it(`ivfflat has ${opclass}, or not`, async () => {
        const made = db.exec(`BEGIN; CREATE INDEX ON kinds USING ivfflat (${type} ${opclass})`);
        try {
          if (cell?.includes('(hnsw)')) await assert.rejects(made, /does not (?:exist for|accept)/);
          else await made;
        } finally {
          await db.exec('ROLLBACK');
        }
      });

      it(`what ${codeIn(grows)} gives grows as ${type}s get nearer`, async () => {
        const found = await db.query<{ wrong: number; all: number }>(`
          SELECT count(*) FILTER (WHERE (d > before) <> (s < likeness))::int AS wrong, count(*)::int AS all
          FROM (SELECT d, s, lag(d) OVER o AS before, lag(s) OVER o AS likeness
            FROM (SELECT ${distance} AS d, ${column(codeIn(grows))} AS s FROM kinds) k WINDOW o AS (ORDER BY d)) k`);
        assert.deepEqual(found.rows, [{ wrong: 0, all: 500 }]);
      });
    }
  }

  it('an ivfflat index without a class is one for the L2 distance, and hnsw has no default', async () => {
    await db.exec('CREATE INDEX kinds_idx ON kinds USING ivfflat (vector)');
    try {
      const sql = `SELECT id FROM kinds ORDER BY vector <-> '${wanted}' LIMIT 5`;
      assert.ok(await ifForced(() => isServed(sql)));
    } finally {
      await db.exec('DROP INDEX kinds_idx');
    }
    await assert.rejects(db.exec('CREATE INDEX ON kinds USING hnsw (vector)'), /no default operator class/);
  });

  it('vectors of the length 1 have the same order by three operators', async () => {
    const orders = await Promise.all(
      ['<=>', '<->', '<#>'].map(async (operator) => {
        const sql = `SELECT id FROM kinds ORDER BY l2_normalize(vector) ${operator} l2_normalize('${wanted}'::vector) LIMIT 50`;
        return (await db.query<{ id: number }>(sql)).rows.map(({ id }) => id);
      }),
    );
    assert.deepEqual(orders[1], orders[0]);
    assert.deepEqual(orders[2], orders[0]);
  });

  it('with a filter fewer rows come back, but for an iterative scan', async () => {
    const asked = [
      ['', 100],
      ['WHERE id % 2 = 0', 100],
      ['WHERE chat < 50', 10],
    ] as const;
    const count = async (setting: string): Promise<number[]> => {
      const counts: number[] = [];
      for (const [where, limit] of asked) {
        const found = await db.transaction(async (tx) => {
          await tx.exec(`SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; ${setting}`);
          const sql = `SELECT id FROM memories ${where} ORDER BY embedding <=> '${wanted}' LIMIT ${limit}`;
          return (await tx.query(sql)).rows.length;
        });
        counts.push(found);
      }
      return counts;
    };
    const [all = 0, half = 0, tenth = 0] = await count('');
    assert.equal(all, 40);
    assert.ok(half > 10 && half < 31, `${half}, and the page says 22`);
    assert.ok(tenth > 0 && tenth < 10, `${tenth}, and the page says 5`);
    for (const order of ['relaxed_order', 'strict_order'])
      assert.deepEqual(await count(`SET LOCAL hnsw.iterative_scan = ${order}`), [100, 100, 10]);
    const [more] = await count("SELECT set_config('hnsw.ef_search', '100', true)");
    assert.equal(more, 100);
    await assert.rejects(db.exec('SET ivfflat.iterative_scan = strict_order'), /invalid value/);
    await assert.rejects(db.query('SET LOCAL hnsw.ef_search = $1', ['100']), /syntax error/);
    await db.query("SELECT set_config('hnsw.ef_search', $1, true)", ['100']);
  });

  for (const { lines } of blocksOf(page).filter(({ language }) => language === 'ts')) {
    const code = lines.join('\n');
    it(`has code that we have nothing to say of, or a suppression: ${code}`, async () => {
      const findings = await lintQueriesOf({ history: [tables, ...indexes], code });
      const isSuppressed = code.includes('migration-guard-ignore');
      assert.deepEqual(
        findings.map(({ suppressed }) => suppressed !== undefined),
        isSuppressed ? [true] : [],
      );
    });
  }

  it('has all that', () => {
    assert.equal(rows.length, 6);
    assert.ok(statements.length > 20, String(statements.length));
    assert.equal(indexes.length, 2);
  });
});
