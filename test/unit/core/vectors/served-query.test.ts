import assert from 'node:assert/strict';
import { readDefinition } from '../../../../src/core/ledger/definition';
import { loadGrammar } from '../../../../src/core/sql/grammar';
import { servedQuery, servedSentence } from '../../../../src/core/vectors/served-query';

async function sentenceOf(rest: string): Promise<string | undefined> {
  const definition = readDefinition(await loadGrammar(), `CREATE INDEX i ON t USING ${rest}`, []);
  assert.ok(definition);
  const query = servedQuery(definition);
  return query && servedSentence(query);
}

describe('the query that a vector index serves', () => {
  it('has the operator of its class, and what is the greater the nearer', async () => {
    const serves = (what: string): string => `It serves ${what}.`;
    assert.equal(
      await sentenceOf('hnsw (v vector_cosine_ops)'),
      serves(
        '<=>, the cosine distance, and no other: ORDER BY v <=> $1 LIMIT 10; the cosine similarity is 1 - (v <=> $1)',
      ),
    );
    assert.equal(
      await sentenceOf('ivfflat (v)'),
      serves('<->, the L2 distance, and no other: ORDER BY v <-> $1 LIMIT 10'),
    );
    assert.equal(
      await sentenceOf('hnsw (v vector_ip_ops)'),
      serves(
        '<#>, the negative inner product, and no other: ORDER BY v <#> $1 LIMIT 10; the inner product is -(v <#> $1)',
      ),
    );
  });

  it('has a column as SQL writes it, and no column for an expression', async () => {
    assert.match(
      (await sentenceOf('hnsw ("My Vector" vector_l2_ops)')) ?? '',
      /ORDER BY "My Vector" <-> \$1/,
    );
    assert.match(
      (await sentenceOf('hnsw ((v::halfvec(8)) halfvec_l2_ops)')) ?? '',
      /ORDER BY \(its expression\) <-> \$1/,
    );
  });

  it('is left to the operator class where that is somebody else’s', async () => {
    assert.equal(
      await sentenceOf('hnsw (v my_ops)'),
      'Which operator it serves, its operator class my_ops says.',
    );
    assert.equal(await sentenceOf('gin (v)'), undefined);
  });
});
