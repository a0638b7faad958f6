import assert from 'node:assert/strict';
import { readDefinition } from '../../../../../src/core/ledger/definition';
import { Ledger } from '../../../../../src/core/ledger/ledger';
import { findLosses, lackedProperties } from '../../../../../src/core/ledger/losses';
import { replayMigration } from '../../../../../src/core/ledger/replay';
import { loadGrammar, type Grammar } from '../../../../../src/core/sql/grammar';

let grammar: Grammar;
const load = async () => {
  grammar = await loadGrammar();
};

const history = `CREATE TABLE t (a int, b text, c int);
CREATE INDEX i ON t (a) WHERE c > 0;
CREATE INDEX j ON t (lower(b));
CREATE UNIQUE INDEX k ON t (c);`;

/** `kind index [-> replacement] [(lacks)] [gone with …]` of each loss. */
function losses(migration: string): string[] {
  const before = new Ledger();
  replayMigration(before, { name: '1', file: '1.sql', text: history }, grammar);
  const after = before.fork();
  const events = replayMigration(after, { name: '2', file: '2.sql', text: migration }, grammar);
  return findLosses(before, after, events, grammar).map(({ kind, index, replacement, lacks, baseGone }) =>
    [
      kind,
      index.name,
      ...(replacement ? [`-> ${replacement.name}`] : []),
      ...(lacks.length > 0 ? [`(${lacks.join('; ')})`] : []),
      ...(baseGone ? [`gone with its ${baseGone}`] : []),
    ].join(' '),
  );
}

describe('losses', () => {
  before(load);

  for (const [migration, ...expected] of [
    ['DROP INDEX i;', 'drop i'],
    ['DROP INDEX i, j;', 'drop i', 'drop j'],
    ['DROP INDEX i; CREATE INDEX i ON t (a);', 'weaken i -> i (its WHERE clause)'],
    ['DROP INDEX i; CREATE INDEX i ON t (a) WHERE c>0;', 'rebuild i -> i'],
    ['DROP INDEX i; CREATE INDEX other ON t (a) WHERE c > 0;', 'rebuild i -> other'],
    ['DROP INDEX i; CREATE INDEX i ON t (a, b) WHERE c > 0;'],
    ['CREATE INDEX i ON t (a);', 'duplicate i -> i'],
    ['CREATE INDEX i ON t (a) WHERE c > 0;'],
    ['CREATE INDEX IF NOT EXISTS i ON t (a);'],
    ['ALTER INDEX i RENAME TO i2;', 'rename i -> i2'],
    ['ALTER INDEX i RENAME TO i2; DROP INDEX i2;', 'drop i'],
    ['ALTER TABLE t ALTER COLUMN a TYPE bigint;', 'cascade i -> i'],
    ['ALTER TABLE t ALTER COLUMN a TYPE bigint; DROP INDEX i;', 'drop i'],
    ['ALTER TABLE t DROP COLUMN a;', 'cascade i gone with its column'],
    ['DROP INDEX i; ALTER TABLE t DROP COLUMN a;', 'drop i gone with its column'],
    [
      'DROP INDEX j; DROP TABLE t;',
      'drop j gone with its table',
      'cascade i gone with its table',
      'cascade k gone with its table',
    ],
    ['DROP INDEX i; ALTER TABLE t RENAME COLUMN a TO z;', 'drop i'],
    ['DROP INDEX i; ALTER TABLE t RENAME a TO z; ALTER TABLE t DROP z;', 'drop i gone with its column'],
    ['DROP INDEX i; ALTER TABLE t RENAME TO u;', 'drop i'],
    ['DROP INDEX i; ALTER TABLE t RENAME TO u; CREATE TABLE t (x int);', 'drop i'],
    ['DROP INDEX j; CREATE SCHEMA s; ALTER TABLE t SET SCHEMA s;', 'drop j'],
    ['DROP INDEX j; ALTER SCHEMA public RENAME TO s; ALTER TABLE s.t RENAME b TO z;', 'drop j'],
    [
      'DROP INDEX i; ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME a TO z; CREATE INDEX i ON u (z) WHERE c > 0;',
      'rebuild i -> i',
    ],
    [
      'DROP INDEX i; ALTER TABLE t RENAME a TO z; CREATE INDEX i ON t (z);',
      'weaken i -> i (its WHERE clause)',
    ],
    ['ALTER TABLE t RENAME a TO z; DROP INDEX i; ALTER TABLE t RENAME z TO y;', 'drop i'],
    ['CREATE INDEX m ON t (a); DROP INDEX m;'],
    ['DROP INDEX nobody;'],
    ['SELECT 1;'],
  ] as const) {
    it(`of ${migration} are ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(losses(migration), expected);
    });
  }
});

describe('what an index lacks when it is made again', () => {
  before(load);

  function lacks(before: string, after: string): string[] {
    const definition = (rest: string) => readDefinition(grammar, `CREATE INDEX i ON t ${rest}`, [])!;
    return lackedProperties(definition(before), definition(after));
  }

  for (const [before, after, ...expected] of [
    ['(a) WHERE b', '(a)', 'its WHERE clause'],
    ['(a) WHERE b', '(a) WHERE c'],
    ['(a) INCLUDE (b, c)', '(a, c)', 'INCLUDE (b)'],
    ['(a) NULLS NOT DISTINCT', '(a)', 'NULLS NOT DISTINCT'],
    ['USING hnsw (a vector_l2_ops)', '(a)', 'USING hnsw', 'vector_l2_ops on a'],
    ['USING gin (a gin_trgm_ops)', 'USING gin (a)', 'gin_trgm_ops on a'],
    ['USING gist (a o(siglen=32))', 'USING gist (a o(siglen=64))', 'its operator class options (siglen=32)'],
    ['(a COLLATE "C" NULLS FIRST)', '(a)', 'COLLATE "C" on a', 'NULLS FIRST on a'],
    ['(lower(a))', '(a)', 'its expression'],
    ['(a) WITH (fillfactor=70)', '(a)', 'WITH (fillfactor)'],
    ['(a) WITH (fillfactor=70)', '(a) WITH (fillfactor=80)'],
    ['(a)', '(a) WHERE b'],
    ['(a)', '(b)'],
  ] as const) {
    it(`from ${before} to ${after} is ${expected.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(lacks(before, after), expected);
    });
  }
});
