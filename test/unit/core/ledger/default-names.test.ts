import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { NumberedNames } from '../../../../src/core/ledger/numbered-names';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { grammarNotLoaded } from '../../../../src/core/sql/grammar';

/** The names of the indexes after a script, in the order in which they were made. */
function namesAfter(text: string): string[] {
  const ledger = new Ledger();
  replayMigration(ledger, { name: 'm', file: 'm', text }, grammarNotLoaded);
  return ledger.allIndexes().map(({ name }) => name);
}

const create = 'CREATE INDEX ON t (a);';

describe('an index without a name', () => {
  it('gets the smallest number that is free, also one that a drop has just freed', () => {
    assert.deepEqual(namesAfter(create.repeat(4)), ['t_a_idx', 't_a_idx1', 't_a_idx2', 't_a_idx3']);
    assert.deepEqual(
      namesAfter(`${create.repeat(5)} DROP INDEX t_a_idx3, t_a_idx1; ${create.repeat(3)}`).slice(3),
      ['t_a_idx1', 't_a_idx3', 't_a_idx5'],
    );
    assert.deepEqual(namesAfter(`${create.repeat(3)} DROP INDEX t_a_idx; ${create}`).at(-1), 't_a_idx');
  });

  it('takes the name that a rename or a dropped table leaves', () => {
    assert.deepEqual(
      namesAfter(`${create.repeat(3)} ALTER INDEX t_a_idx1 RENAME TO other; ${create.repeat(2)}`).slice(-2),
      ['t_a_idx1', 't_a_idx3'],
    );
    assert.deepEqual(
      namesAfter(
        `CREATE TABLE t_a_idx1 (id int); ${create.repeat(2)} DROP TABLE t_a_idx1; ${create.repeat(2)}`,
      ),
      ['t_a_idx', 't_a_idx2', 't_a_idx1', 't_a_idx3'],
    );
  });

  it('goes past a name that somebody gave, and takes it when that index is gone', () => {
    assert.deepEqual(
      namesAfter(`CREATE INDEX t_a_idx1 ON u (b); ${create.repeat(2)} DROP INDEX t_a_idx1; ${create}`),
      ['t_a_idx', 't_a_idx2', 't_a_idx1'],
    );
  });

  it('of another table or schema counts for itself', () => {
    assert.deepEqual(
      namesAfter(
        `CREATE SCHEMA s; ${create.repeat(2)} CREATE INDEX ON s.t (a); CREATE INDEX ON t_a (b); CREATE INDEX ON t (a, b);`,
      ),
      ['t_a_idx', 't_a_idx1', 't_a_idx', 't_a_b_idx', 't_a_b_idx1'],
    );
  });
});

type Action =
  { readonly kind: 'make'; readonly stem: string } | { readonly kind: 'free'; readonly name: number };

// Catches a `free` that does nothing, and an `insert` that puts the number at the end.
describe('a search for numbered names', () => {
  it('finds what a search from the beginning finds, whatever was made and freed before', () => {
    const action: fc.Arbitrary<Action> = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('make'), stem: fc.constantFrom('x', 'x1', 'y') }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('free'), name: fc.nat(20) }) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80, size: 'max' }), (actions) => {
        const names = new NumberedNames();
        const taken = new Set<string>();
        for (const one of actions) {
          if (one.kind === 'free') {
            const key = [...taken][one.name];
            if (key === undefined) continue;
            taken.delete(key);
            names.free(key);
            continue;
          }
          const keyOf = (number: number): string => one.stem + (number === 0 ? '' : String(number));
          let wanted = 0;
          while (taken.has(keyOf(wanted))) wanted++;
          assert.equal(
            names.firstFree(one.stem, keyOf, (key) => taken.has(key)),
            wanted,
          );
          taken.add(keyOf(wanted));
        }
      }),
    );
  });
});
