import assert from 'node:assert/strict';
import { readDefinition, type IndexDefinition } from '../../../../src/core/ledger/definition';
import { dangerOf, eraOf, unseenProperties } from '../../../../src/core/protection/expressible';
import { loadGrammar, type Grammar } from '../../../../src/core/sql/grammar';

const prisma = (version: string, ...previewFeatures: string[]) => ({ version, previewFeatures });

describe('what a Prisma can express', () => {
  let grammar: Grammar;
  const definitionOf = (on: string, unique = false): IndexDefinition => {
    const definition = readDefinition(grammar, `CREATE ${unique ? 'UNIQUE ' : ''}INDEX x ON t ${on}`, []);
    assert.ok(definition);
    return definition;
  };
  const hidden = (on: string, version: string, ...features: string[]) =>
    unseenProperties(definitionOf(on), prisma(version, ...features)).map(({ label }) => label);

  before(async () => {
    grammar = await loadGrammar();
  });

  it('depends on the version and on the preview features that count there', () => {
    assert.equal(eraOf(prisma('2.30.3')), 'before 4');
    assert.equal(eraOf(prisma('3.13.0', 'extendedIndexes')), 'before 4');
    assert.equal(eraOf(prisma('3.14.0', 'extendedIndexes')), '4');
    assert.equal(eraOf(prisma('3.15.2')), 'before 4');
    assert.equal(eraOf(prisma('4.0.0')), '4');
    assert.equal(eraOf(prisma('7.3.0', 'partialIndexes')), '4');
    assert.equal(eraOf(prisma('7.4.0')), '7.4');
    assert.equal(eraOf(prisma('7.4.2', 'partialIndexes')), '7.4 with partialIndexes');
    assert.equal(eraOf(prisma('7.10.0')), '7.5');
    assert.equal(eraOf(prisma('7.10.0', 'partialIndexes')), '7.5 with partialIndexes');
    assert.equal(eraOf(prisma('8.0.0')), '8');
  });

  it('leaves out what Prisma does not look at, said in words', () => {
    assert.deepEqual(hidden('USING hnsw (e vector_l2_ops) WITH (m = 16)', '7.10.0'), [
      'the access method hnsw',
      'the operator class vector_l2_ops of e',
      'WITH (m=16)',
    ]);
    assert.deepEqual(hidden('(lower(a), b COLLATE "C" NULLS FIRST) INCLUDE (c)', '7.10.0'), [
      'an expression as a key',
      'the collation "C" of b',
      'NULLS FIRST of b',
      'INCLUDE (c)',
    ]);
    assert.deepEqual(hidden('USING gist (a gist_trgm_ops (siglen = 32))', '6.19.0'), [
      'operator class options (siglen=32) of a',
    ]);
  });

  it('shows which indexes the next migration drops', () => {
    const danger = (on: string, ...facts: [string, ...string[]]) =>
      dangerOf(definitionOf(on), prisma(...facts));
    assert.equal(danger('USING ivfflat (e)', '7.10.0'), 'drop');
    assert.equal(danger('USING ivfflat (e) WHERE b IS NULL', '7.10.0'), 'nothing');
    assert.equal(danger('USING ivfflat (e) WHERE b IS NULL', '7.4.1'), 'drop');
    assert.equal(danger('(a) WHERE b IS NULL', '7.10.0', 'partialIndexes'), 'drop');
    assert.equal(danger('(lower(a)) WHERE b IS NULL', '7.10.0', 'partialIndexes'), 'nothing');
    assert.equal(danger('(lower(a))', '8.0.0'), 'drop');
    assert.equal(dangerOf(definitionOf('(a)', true), prisma('7.10.0'), 'unique'), 'refused');
    assert.equal(dangerOf(definitionOf('USING gist (r)'), prisma('7.10.0'), 'exclude'), 'nothing');
  });
});
