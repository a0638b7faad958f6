import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renamed } from '../../../../src/core/ledger/definition';
import type { BaseEvent } from '../../../../src/core/ledger/events';
import { followerOf } from '../../../../src/core/ledger/follow';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { relationKey } from '../../../../src/core/ledger/records';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { loadGrammar } from '../../../../src/core/sql/grammar';
import { readSteps } from '../../../../src/core/sql/steps';
import { readScript } from '../../../../src/core/sql/statements';

const text = 'CREATE TABLE "t" ("a" int, "b" int); CREATE INDEX "x" ON "t" ("a", "b");';
const [step] = readSteps(text, readScript(text));
assert.ok(step);

const table = fc.constantFrom('t', 'u', 'v').map((name) => relationKey('public', name));
const column = fc.constantFrom('a', 'b', 'c');
const event = fc.oneof(
  fc.record({ kind: fc.constant('table-moved' as const), from: table, to: table }),
  fc.record({ kind: fc.constant('column-renamed' as const), table, from: column, to: column }),
);

describe('what becomes of an index that is gone already, by renames behind it', () => {
  // Catches versions that hold at their own position, and columns that are renamed one after the other.
  it('is what following them one by one says, from wherever it is asked', async () => {
    const ledger = new Ledger();
    replayMigration(ledger, { name: 'm', file: 'm', text }, await loadGrammar());
    const index = ledger.index('public', 'x');
    assert.ok(index);
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.nat(12), (moves, position) => {
        const events = moves.map((move): BaseEvent => ({ ...move, step }));
        const followed = followerOf(events)(index, position);
        let on = index.table;
        let columns = index.columns;
        for (const one of events.slice(position + 1)) {
          if (one.kind === 'table-moved') on = one.from === on ? one.to : on;
          else if (one.table === on) columns = columns.map((name) => (name === one.from ? one.to : name));
        }
        assert.equal(followed.table, on);
        assert.deepEqual(followed.columns, columns);
        assert.deepEqual(
          index.columns.map((name) => renamed(name, followed.renames)),
          columns,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
