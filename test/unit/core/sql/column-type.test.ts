import assert from 'node:assert/strict';
import { isFreeTypeChange, readType, typeName } from '../../../../src/core/sql/column-type';
import { Cursor } from '../../../../src/core/sql/cursor';
import { costlyChanges, freeChanges } from '../../../helpers/type-changes';

const read = (text: string): string | undefined => readType(Cursor.of(text))?.text;

describe('the type of a column', () => {
  it('is read with its modifiers, without its schema', () => {
    assert.equal(read('VARCHAR(20) NOT NULL'), 'varchar(20)');
    assert.equal(read('character varying (20)'), 'varchar(20)');
    assert.equal(read('DECIMAL(10, 2)'), 'decimal(10,2)');
    assert.equal(read('public.vector(384) DEFAULT 1'), 'vector(384)');
    assert.equal(read('TEXT[]'), 'text[]');
    assert.equal(read('"Mood"'), 'Mood');
    assert.equal(read('timestamp(3) with time zone'), 'timestamptz(3)');
    assert.equal(read('timestamp without time zone'), 'timestamp');
  });

  it('has a name', () => {
    assert.equal(typeName('vector(384)'), 'vector');
    assert.equal(typeName('text[]'), 'text');
    assert.equal(typeName('Mood'), 'Mood');
  });
});

describe('a type change', () => {
  for (const [from, to] of freeChanges) {
    it(`is free from ${from} to ${to}`, () => assert.equal(isFreeTypeChange(from, to), true));
  }
  for (const [from, to] of costlyChanges) {
    it(`is not free from ${from} to ${to}`, () => assert.equal(isFreeTypeChange(from, to), false));
  }
});
