import assert from 'node:assert/strict';
import { longestDeclared } from '../../../src/core/protection/declaration-of';
import { databases } from './databases';
import { testDeclarations } from './declarations';

testDeclarations('7.10.0');

describe('The plain index in the place of a vector index', () => {
  /** Whether a row goes in where a B-tree is on the whole vector. */
  const fits = async (type: string, components: number): Promise<boolean> => {
    const { main } = databases();
    await main.exec(`
      DROP TABLE IF EXISTS vectors;
      CREATE TABLE vectors (e ${type}(${components}));
      CREATE INDEX ON vectors (e);
    `);
    const row = `SELECT array_agg(random())::${type}(${components}) FROM generate_series(1, ${components})`;
    return main.exec(`INSERT INTO vectors ${row}`).then(
      () => true,
      (error: unknown) => {
        assert.match(String(error), /index row size \d+ exceeds btree version 4 maximum 2704/);
        return false;
      },
    );
  };

  before(() => databases().main.exec('CREATE EXTENSION vector'));

  it('holds as many components as are allowed, and not many more', async () => {
    assert.equal(await fits('vector', longestDeclared.vector), true);
    assert.equal(await fits('vector', 768), false);
    assert.equal(await fits('halfvec', longestDeclared.halfvec), true);
    assert.equal(await fits('halfvec', 1536), false);
  });
});
