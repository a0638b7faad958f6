import assert from 'node:assert/strict';
import { findEntry } from '../../../../src/core/protection/drift-ignore';
import { readDriftIgnore } from '../../../../src/core/protection/read-drift-ignore';

function entryFor(entry: object, schema: string, name: string): boolean {
  const read = readDriftIgnore('f', JSON.stringify({ protectedIndexes: [entry] }));
  return findEntry(read, { schema, name }) !== undefined;
}

describe('an entry of protectedIndexes', () => {
  it('stands for the index of its name in any schema', () => {
    assert.equal(entryFor({ name: 'idx' }, 'public', 'idx'), true);
    assert.equal(entryFor({ name: 'idx', table: 't' }, 'audit', 'idx'), true);
    assert.equal(entryFor({ name: 'idx' }, 'public', 'idx_v2'), false);
  });

  it('stands for one in a schema if its name says so', () => {
    assert.equal(entryFor({ name: 'audit.idx' }, 'audit', 'idx'), true);
    assert.equal(entryFor({ name: '"audit"."idx"' }, 'audit', 'idx'), true);
    assert.equal(entryFor({ name: 'audit.idx' }, 'public', 'idx'), false);
  });

  it('stands for one in a schema if its table says so', () => {
    assert.equal(entryFor({ name: 'idx', table: 'audit.events' }, 'audit', 'idx'), true);
    assert.equal(entryFor({ name: 'idx', table: 'audit.events' }, 'public', 'idx'), false);
  });

  it('has a name as PostgreSQL keeps it, cut at 63 bytes', () => {
    const long = `idx_${'ä'.repeat(40)}`;
    const kept = `idx_${'ä'.repeat(29)}`;
    for (const name of [long, `"${long}"`, `audit.${long}`, kept]) {
      assert.equal(entryFor({ name }, 'audit', kept), true, name);
    }
    assert.equal(entryFor({ name: long }, 'public', kept.slice(0, -1)), false);
  });

  it('may have a dot in its own name', () => {
    assert.equal(entryFor({ name: 'by.owner' }, 'public', 'by.owner'), true);
  });

  it('counts although others in the file are wrong, or the file is half typed', () => {
    const right = '{ "protectedIndexes": [{ "name": 1 }, { "name": "a" }';
    for (const text of [`${right}] }`, right, `${right}, { "na`]) {
      const { entries, problems } = readDriftIgnore('f', text);
      assert.deepEqual(
        entries.map(({ name }) => name),
        ['a'],
        text,
      );
      assert.ok(problems.length > 0);
    }
  });
});
