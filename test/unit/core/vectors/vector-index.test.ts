import assert from 'node:assert/strict';
import { readDefinition } from '../../../../src/core/ledger/definition';
import { loadGrammar } from '../../../../src/core/sql/grammar';
import { distanceOf } from '../../../../src/core/vectors/operators';
import { advisedLists, vectorIndexOf, type VectorFacts } from '../../../../src/core/vectors/vector-index';

const known: VectorFacts = { rows: 50_000, isUntrained: false };

async function read(rest: string, facts: Partial<VectorFacts> = {}) {
  const definition = readDefinition(await loadGrammar(), `CREATE INDEX i ON t USING ${rest}`, []);
  assert.ok(definition);
  return vectorIndexOf(definition, { ...known, ...facts });
}

describe('a vector index', () => {
  it('serves the operator of its class', () => {
    for (const [opclass, operator] of Object.entries({
      vector_cosine_ops: '<=>',
      vector_l2_ops: '<->',
      vector_ip_ops: '<#>',
      vector_l1_ops: '<+>',
      halfvec_cosine_ops: '<=>',
      halfvec_l1_ops: '<+>',
      sparsevec_ip_ops: '<#>',
      bit_hamming_ops: '<~>',
      bit_jaccard_ops: '<%>',
      my_ops: undefined,
    })) {
      assert.equal(distanceOf(opclass)?.operator, operator);
    }
    assert.equal(distanceOf(undefined)?.operator, '<->');
  });

  it('has the settings that it was given, else those of pgvector', async () => {
    assert.deepEqual((await read('ivfflat (v vector_ip_ops)'))?.settings, [
      { name: 'lists', value: 100, isDefault: true },
    ]);
    assert.deepEqual((await read('hnsw (v vector_ip_ops) WITH (m = 24)'))?.settings, [
      { name: 'm', value: 24, isDefault: false },
      { name: 'ef_construction', value: 64, isDefault: true },
    ]);
    assert.equal(await read('gin (v)'), undefined);
  });

  it('should have as many lists as thousands of rows, from a million on as many as their root', () => {
    assert.deepEqual([0, 10_000, 1_000_000, 4_000_000].map(advisedLists), [1, 10, 1000, 2000]);
  });

  it('gets advice about far too many and far too few lists, if the rows are known and matter', async () => {
    const advice = async (lists: number, facts: Partial<VectorFacts> = {}) =>
      (await read(`ivfflat (v) WITH (lists = ${lists})`, facts))?.advice ?? [];
    assert.deepEqual(await advice(50), []);
    assert.match(
      (await advice(500))[0] ?? '',
      /^For about 50,000 rows pgvector advises 50 lists; it has 500, /,
    );
    assert.equal((await advice(5)).length, 1);
    assert.deepEqual(await advice(500, { rows: undefined }), []);
    assert.deepEqual(await advice(100, { rows: 999 }), []);
  });

  it('gets advice if it was built before there were rows, and hnsw never does', async () => {
    const vectorIndex = await read('ivfflat (v) WITH (lists = 50)', { isUntrained: true });
    assert.match(vectorIndex?.advice[0] ?? '', /REINDEX INDEX CONCURRENTLY/);
    assert.deepEqual((await read('hnsw (v vector_l2_ops)', { isUntrained: true }))?.advice, []);
  });
});
