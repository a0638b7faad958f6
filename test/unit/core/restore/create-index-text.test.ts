import assert from 'node:assert/strict';
import { readCreateIndex } from '../../../../src/core/ledger/create-index-text';
import { freeName } from '../../../../src/core/restore/statements';
import { comment } from '../../../../src/core/restore/comments';
import { bytesLabel, isSmall } from '../../../../src/core/restore/table-size';

describe('a CREATE INDEX in another form', () => {
  it('keeps all but what stands between INDEX and ON', () => {
    for (const [sql, written] of [
      ['CREATE INDEX a ON t (x);', 'CREATE INDEX CONCURRENTLY "b" ON t (x)'],
      [
        '-- why\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "a" ON ONLY app."T" USING btree (x) WHERE y ;\n',
        'CREATE UNIQUE INDEX CONCURRENTLY "b" ON ONLY app."T" USING btree (x) WHERE y',
      ],
      ['create index on t(x)', 'create index CONCURRENTLY "b" on t(x)'],
    ] as const) {
      assert.equal(readCreateIndex(sql)?.write({ name: 'b', concurrently: true }), written);
    }
    const read = readCreateIndex('CREATE INDEX a ON t (x)');
    assert.equal(
      read?.write({ name: 'a "b"', ifNotExists: true }),
      'CREATE INDEX IF NOT EXISTS "a ""b""" ON t (x)',
    );
  });

  it('is read from one such statement only', () => {
    for (const text of [
      '',
      'DROP INDEX a',
      'CREATE INDEX a ON t (x); DROP TABLE t',
      'CREATE TABLE t (x int)',
    ]) {
      assert.equal(readCreateIndex(text), undefined);
    }
  });
});

describe('a name for an index that is built beside another', () => {
  it('is free, and no longer than PostgreSQL keeps', () => {
    assert.equal(
      freeName('a', () => false),
      'a_restored',
    );
    assert.equal(
      freeName('a', (name) => name === 'a_restored'),
      'a_restored2',
    );
    const long = freeName('ü'.repeat(31) + 'x', () => false);
    assert.ok(Buffer.byteLength(long) <= 63 && long.endsWith('ü_restored'));
  });
});

describe('a comment in SQL', () => {
  it('stays one, whatever it says', () => {
    const lines = comment(`a\nDROP TABLE t;\u2028\r${'word '.repeat(60)}`).split('\n');
    assert.ok(lines.length > 2 && lines.every((line) => line.startsWith('-- ') && line.length <= 110));
  });
});

describe('the size of a table', () => {
  const table = { schema: 'public', name: 't', kind: 'table', indexBytes: 0 } as const;

  it('is small below 10,000 rows, and below 1 MB where they were never counted', () => {
    assert.equal(isSmall({ ...table, estimatedRows: 9999, bytes: 1e9 }), true);
    assert.equal(isSmall({ ...table, estimatedRows: 10_000, bytes: 0 }), false);
    assert.equal(isSmall({ ...table, estimatedRows: undefined, bytes: 8192 }), true);
    assert.equal(isSmall({ ...table, estimatedRows: undefined, bytes: 2 ** 20 }), false);
  });

  it('is given in units that people read', () => {
    assert.deepEqual([0, 512, 8192, 1.5 * 2 ** 20, 48 * 2 ** 20, 3 * 2 ** 30].map(bytesLabel), [
      ...['0 bytes', '512 bytes', '8 kB', '1.5 MB', '48 MB', '3.0 GB'],
    ]);
  });
});
