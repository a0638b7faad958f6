import assert from 'node:assert/strict';
import { coveringIndex } from '../../../../src/core/ledger/covering';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { loadGrammar } from '../../../../src/core/sql/grammar';

const table = 'CREATE TABLE t (a int, b int, c text, v vector(3));\n';

/** The name of what covers the index `gone` after it is dropped. */
async function covering(indexes: string): Promise<string | undefined> {
  const grammar = await loadGrammar();
  const ledger = new Ledger();
  replayMigration(ledger, { name: '1', file: '1', text: table + indexes }, grammar);
  const gone = ledger.index('public', 'gone');
  assert.ok(gone, 'the index was made');
  ledger.removeIndex(gone);
  return coveringIndex(gone, ledger, grammar)?.name;
}

describe('what covers a dropped index', () => {
  for (const [what, indexes] of [
    ['the same', 'CREATE INDEX gone ON t (a); CREATE INDEX other ON t (a);'],
    ['longer', 'CREATE INDEX gone ON t (a); CREATE INDEX other ON t (a, b);'],
    ['unique', 'CREATE INDEX gone ON t (a); CREATE UNIQUE INDEX other ON t (a, b);'],
    [
      'a primary key',
      'CREATE UNIQUE INDEX gone ON t (a, b); ALTER TABLE t ADD CONSTRAINT other PRIMARY KEY (a, b);',
    ],
    ['both unique', 'CREATE UNIQUE INDEX gone ON t (a, b); CREATE UNIQUE INDEX other ON t (a, b);'],
    [
      'not partial, where the other is',
      'CREATE INDEX gone ON t (a) WHERE b > 0; CREATE INDEX other ON t (a);',
    ],
    [
      'of the same part',
      'CREATE INDEX gone ON t (a) WHERE b > 0; CREATE INDEX other ON t (a, c) WHERE b > 0;',
    ],
    ['with what it includes', 'CREATE INDEX gone ON t (a) INCLUDE (b); CREATE INDEX other ON t (a, b);'],
    ['read backwards', 'CREATE INDEX gone ON t (a, b); CREATE INDEX other ON t (a DESC, b DESC);'],
    ['of the same expression', 'CREATE INDEX gone ON t (lower(c)); CREATE INDEX other ON t (lower(c), a);'],
    [
      'of the same vector',
      'CREATE INDEX gone ON t USING hnsw (v vector_l2_ops); CREATE INDEX other ON t USING hnsw (v vector_l2_ops);',
    ],
  ] as const) {
    it(`is another index: ${what}`, async () => {
      assert.equal(await covering(indexes), 'other');
    });
  }

  for (const [what, indexes] of [
    ['of other columns', 'CREATE INDEX gone ON t (a); CREATE INDEX other ON t (b, a);'],
    ['shorter', 'CREATE INDEX gone ON t (a, b); CREATE INDEX other ON t (a);'],
    ['partial', 'CREATE INDEX gone ON t (a); CREATE INDEX other ON t (a) WHERE b > 0;'],
    ['of another method', 'CREATE INDEX gone ON t (a); CREATE INDEX other ON t USING hash (a);'],
    ['not unique', 'CREATE UNIQUE INDEX gone ON t (a); CREATE INDEX other ON t (a);'],
    ['unique over more', 'CREATE UNIQUE INDEX gone ON t (a); CREATE UNIQUE INDEX other ON t (a, b);'],
    ['of mixed directions', 'CREATE INDEX gone ON t (a, b); CREATE INDEX other ON t (a, b DESC);'],
    ['without what it includes', 'CREATE INDEX gone ON t (a) INCLUDE (c); CREATE INDEX other ON t (a, b);'],
    [
      'of another operator class',
      'CREATE INDEX gone ON t (c text_pattern_ops); CREATE INDEX other ON t (c);',
    ],
    [
      'of another distance',
      'CREATE INDEX gone ON t USING hnsw (v vector_l2_ops); CREATE INDEX other ON t USING hnsw (v vector_cosine_ops);',
    ],
  ] as const) {
    it(`is no index that is ${what}`, async () => {
      assert.equal(await covering(indexes), undefined);
    });
  }
});
