import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coveringIndex, isMissed } from '../../../../src/core/ledger/covering';
import type { IndexEvent } from '../../../../src/core/ledger/events';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { loadGrammar, type Grammar } from '../../../../src/core/sql/grammar';
import { readSteps, readWholeScript, type Step } from '../../../../src/core/sql/steps';
import { propertyRuns } from '../../../helpers/property-runs';

const start = `CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (id int PRIMARY KEY, a int, b text, c mood, e vector(3));
CREATE TABLE u (id int PRIMARY KEY, a int);`;

const indexes = [
  'CREATE INDEX i ON t (a) WHERE a > 0;',
  'CREATE INDEX j ON t (a, b);',
  'CREATE INDEX k ON t (a);',
  'CREATE INDEX l ON t (lower(b));',
  'CREATE INDEX m ON t USING ivfflat (e vector_cosine_ops);',
  'CREATE INDEX n ON u (a);',
  'CREATE INDEX o ON t (c);',
];

const statement = fc.constantFrom(
  'CREATE INDEX p ON t (a, b, id);',
  'CREATE INDEX q ON v (c);',
  'DROP INDEX i;',
  'DROP INDEX j;',
  'DROP INDEX k, j;',
  'DROP INDEX k;',
  'DROP INDEX l;',
  'DROP INDEX m;',
  'DROP INDEX n;',
  'DROP INDEX o;',
  'ALTER TABLE t RENAME TO v;',
  'ALTER TABLE v RENAME TO t;',
  'ALTER TABLE t RENAME a TO z;',
  'ALTER TABLE v RENAME a TO z;',
  'ALTER TABLE t RENAME z TO a;',
  'ALTER TABLE t DROP COLUMN b;',
  'ALTER TABLE t DROP COLUMN a, ADD COLUMN a int;',
  'ALTER TABLE t ALTER COLUMN a TYPE bigint;',
  'ALTER TABLE u SET SCHEMA other;',
  'CREATE SCHEMA other;',
  'ALTER SCHEMA other RENAME TO another;',
  'DROP SCHEMA another CASCADE;',
  'DROP TABLE u;',
  'DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY, a int, b text);',
  'CREATE TABLE u (id int PRIMARY KEY, a int);',
  'DROP TYPE mood CASCADE;',
  'DROP EXTENSION vector CASCADE;',
  'DROP EXTENSION pg_trgm CASCADE;',
);

const migration = fc.array(statement, { minLength: 1, maxLength: 2 }).map((all) => all.join('\n'));

const history = fc
  .tuple(fc.subarray(indexes, { minLength: 5 }), fc.array(migration, { minLength: 1, maxLength: 6 }))
  .map(([made, later]) => [made.join('\n'), ...later]);

interface Read {
  readonly text: string;
  readonly steps: readonly Step[];
}

type Dropped = Extract<IndexEvent, { kind: 'dropped' }>;

/** Replays a history in which some steps do something else, or nothing. */
function replay(
  history: readonly Read[],
  grammar: Grammar,
  changed: (step: Step) => Step | undefined = (step) => step,
) {
  const ledger = new Ledger();
  const events = history.flatMap(({ text, steps }, at) =>
    replayMigration(
      ledger,
      { name: `${at}`, file: `${at}`, text },
      grammar,
      readWholeScript(text),
      steps.flatMap((step) => changed(step) ?? []),
    ),
  );
  return { ledger, events };
}

/** The step without the names that another one drops too: what is gone is dropped again to no end. */
function sparing(other: Step, step: Step): Step {
  const { operation } = step;
  if (operation.kind !== 'drop' || operation.object !== 'index' || other.operation.kind !== 'drop')
    return step;
  const spared = other.operation.names.map(({ name }) => name);
  return {
    ...step,
    operation: { ...operation, names: operation.names.filter(({ name }) => !spared.includes(name)) },
  };
}

/** What the ledger remembers, found out by doing it: the history is replayed without the drop, and without those behind it. */
function isMissedWithout(history: readonly Read[], { step, index }: Dropped, grammar: Grammar): boolean {
  const all = history.flatMap(({ steps }) => steps);
  const behind = new Set(all.slice(all.indexOf(step) + 1));
  const { ledger } = replay(history, grammar, (one) => {
    if (one === step) return undefined;
    return behind.has(one) ? sparing(step, one) : one;
  });
  const kept = ledger.indexById(index.id);
  return kept !== undefined && coveringIndex(kept, ledger, grammar) === undefined;
}

describe('an index that was dropped', () => {
  // Catches a dropped index that stays behind when its table or column is renamed, moved or dropped.
  it('is missed at the end of a history if it would be of use there without its drop', async () => {
    const grammar = await loadGrammar();
    let asked = 0;
    fc.assert(
      fc.property(history, (texts) => {
        const read = [start, ...texts].map((text) => ({
          text,
          steps: readSteps(text, readWholeScript(text)),
        }));
        const { ledger, events } = replay(read, grammar);
        // PostgreSQL refuses to drop what is not there.
        if (events.some(({ kind }) => kind === 'unknown-drop')) return;
        for (const event of events) {
          if (event.kind !== 'dropped' || event.step.operation.kind !== 'drop') continue;
          // Of what is made again under its name nobody asks.
          const isMadeOnce = ({ name }: { readonly name: string }): boolean =>
            events.filter((one) => one.kind === 'created' && one.index.name === name).length === 1;
          if (!event.step.operation.names.every(isMadeOnce)) continue;
          asked++;
          const { index } = event;
          assert.equal(isMissed(index, ledger, grammar), isMissedWithout(read, event, grammar), index.name);
        }
      }),
      { numRuns: propertyRuns(1500) },
    );
    assert.ok(asked > 100, `${asked} drops`);
  });
});
