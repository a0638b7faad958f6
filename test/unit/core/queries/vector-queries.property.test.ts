import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/core/edits';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../src/core/ledger/replay';
import type { Finding } from '../../../../src/core/linter/findings/finding';
import { lintQueries, type LintedQueries } from '../../../../src/core/linter/lint-queries';
import { loadGrammar, type Grammar } from '../../../../src/core/sql/grammar';
import { propertyRuns } from '../../../helpers/property-runs';
import { sqlText } from '../../../helpers/sql-text';

const tables = `
  CREATE TABLE owners (id int PRIMARY KEY, name text);
  CREATE TABLE notes (id int PRIMARY KEY, owner int, kind text, e vector(4), h halfvec(4));
  CREATE INDEX notes_e ON notes USING hnsw (e vector_cosine_ops);
  CREATE INDEX notes_h ON notes USING hnsw (h halfvec_l2_ops);
`;

const holes = ['${q}', "'[${v}]'", '$1', '(SELECT e FROM notes WHERE id = ${id})', '${x}::vector(${n})'];
const operators = ['<=>', '<->', '<#>', '<+>'];

const distance = fc
  .tuple(
    fc.constantFrom('e', 'h', 'n.e', 'e::halfvec(4)', 'e::vector(${n})', '"e"'),
    fc.constantFrom(...operators),
    fc.constantFrom(...holes),
  )
  .map(([column, operator, value]) => `${column} ${operator} ${value}`);

/** Queries as people write them, right and wrong, with holes in likely and unlikely places. */
const query = fc
  .tuple(
    distance,
    fc.constantFrom('é', '🦋', 'x'),
    fc.constantFrom(
      'SELECT id, D AS distance FROM notes n ORDER BY distance LIMIT 5',
      'SELECT id, 1 - (D) AS similarity FROM notes n ${join} WHERE ${cond} ORDER BY similarity DESC LIMIT ${l}',
      'SELECT id, 1 - (D) AS "similarity L", D AS similar FROM notes AS n ORDER BY 2 DESC, id LIMIT 5',
      "SELECT id FROM notes n WHERE kind = 'L' AND D < 0.5 ${more}",
      'WITH s AS (SELECT *, D AS d FROM notes n) SELECT * FROM s ${filter} ORDER BY d ${direction} LIMIT 5',
      'SELECT * FROM (SELECT id, -(D) AS s FROM notes n) x ORDER BY s DESC LIMIT 5',
      'SELECT count(*) /* L */ FROM notes n JOIN owners o ON o.id = n.owner WHERE D < ${t}',
      'SELECT ${columns}, D FROM ${table} n ORDER BY D LIMIT 5',
      '1 - (D) AS similarity',
      'ORDER BY D LIMIT ${l}',
      'D',
      'INSERT INTO owners SELECT id, kind FROM notes n ORDER BY D DESC LIMIT 5; SELECT id FROM notes n WHERE id = 1 ORDER BY D',
      "SELECT id FROM notes n ORDER BY D LIMIT 5 UNION ALL (SELECT id FROM notes WHERE kind = 'L')",
    ),
  )
  .map(([one, letter, form]) => form.replaceAll(/\bD\b/g, one).replaceAll(/\bL\b/g, letter));

describe('a vector query in any form', () => {
  let grammar: Grammar;
  let ledger: Ledger;
  before(async () => {
    grammar = await loadGrammar();
    ledger = new Ledger();
    replayMigration(ledger, { name: '1', file: '1/migration.sql', text: tables }, grammar);
  });

  function lint(text: string): LintedQueries {
    const file = { file: 'query.sql', text, sql: [sqlText(text)], comments: [], ignore: [] };
    return lintQueries({ ...file, stateAt: () => 'draft' }, ledger, {
      grammar,
      config: undefined,
      before: () => undefined,
    });
  }

  it('makes no error wherever it is cut, and tells operators by their places', () => {
    fc.assert(
      fc.property(query, fc.nat(), fc.nat(), (whole, from, length) => {
        const start = from % whole.length;
        const text = whole.slice(0, start) + whole.slice(start + (length % 12));
        for (const { query: read, placeOf } of lint(text).queries) {
          for (const { tree, operator } of read.distances) {
            const { start: at, end } = placeOf(tree);
            assert.equal(text.slice(at, end), operator);
          }
        }
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('has no such finding any more once a fix is made, and is read as before', () => {
    fc.assert(
      fc.property(query, (text) => {
        const { findings, unread } = lint(text);
        for (const finding of findings) {
          for (const fix of finding.fixes) {
            const fixed = fix.edits.reduce((known, { edits }) => applyEdits(known, edits), text);
            assert.notEqual(fixed, text);
            const after = lint(fixed);
            assert.equal(after.unread.length, unread.length, fixed);
            const isLeft = (other: Finding): boolean =>
              other.rule === finding.rule && Math.abs(other.range.start - finding.range.start) < 12;
            // Sorted by the distance, it may still be cast or have no LIMIT, which is another matter.
            const isSame = after.findings.some((other) => isLeft(other) && other.message === finding.message);
            assert.ok(!isSame, `${fix.title}: ${text} → ${fixed}`);
          }
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
