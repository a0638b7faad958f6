import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { survivalOf } from '../../../../src/core/ledger/survival';
import { loadGrammar } from '../../../../src/core/sql/grammar';
import { readScript } from '../../../../src/core/sql/statements';
import { readSteps } from '../../../../src/core/sql/steps';

const history =
  'CREATE TABLE t (a int, b int); CREATE TABLE u (a int) PARTITION BY RANGE (a); CREATE TABLE v PARTITION OF u DEFAULT;' +
  'CREATE INDEX x ON t (a); CREATE INDEX y ON t (b); CREATE INDEX z ON u (a); CREATE INDEX w ON v (a);';

const statement = fc.constantFrom(
  'DROP INDEX x;',
  'DROP INDEX y;',
  'DROP INDEX x, y;',
  'DROP INDEX IF EXISTS z;',
  'DROP INDEX w, nothing;',
  'CREATE INDEX x ON t (b);',
  'CREATE INDEX y ON v (a);',
  'CREATE INDEX IF NOT EXISTS x ON t (a);',
  'CREATE INDEX ON t (a);',
  'CREATE INDEX ON u (a);',
  'CREATE INDEX i ON t (a);',
  'ALTER INDEX i RENAME TO x;',
  'ALTER INDEX x RENAME TO i;',
  'ALTER TABLE t DROP COLUMN a;',
  'ALTER TABLE t ADD COLUMN a int;',
  'DROP TABLE t;',
  'CREATE TABLE t (a int);',
  'CREATE TABLE x (a int);',
  'CREATE SCHEMA s;',
  'CREATE INDEX x ON s.t (a);',
  'ALTER TABLE t SET SCHEMA s;',
  'SET search_path TO s;',
  'ALTER TABLE u ATTACH PARTITION t DEFAULT;',
);

describe('whether an index survives a migration without one of its steps', () => {
  // Catches a namesIn that knows no names, and an `entangles` that knows no renames.
  it('is what replaying all the others says', async () => {
    const grammar = await loadGrammar();
    let survived = 0;
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 8 }), fc.nat(7), (statements, left) => {
        const before = new Ledger();
        replayMigration(before, { name: 'h', file: 'h', text: history }, grammar);
        const migration = { name: 'm', file: 'm', text: statements.join('\n') };
        const script = readScript(migration.text);
        const steps = readSteps(migration.text, script);
        const out = steps[left % steps.length];
        assert.ok(out);
        const survives = survivalOf(before, steps, (ledger, some) =>
          replayMigration(ledger, migration, grammar, script, some),
        );
        const rest = before.fork();
        const others = steps.filter((step) => step !== out);
        replayMigration(rest, migration, grammar, script, others);
        for (const index of before.allIndexes()) {
          const does = survives(index, new Map([[out, undefined]]));
          assert.equal(does, rest.indexById(index.id) !== undefined, index.name);
          if (does) survived++;
        }
      }),
      { numRuns: 2000 },
    );
    assert.ok(survived > 2000, `only ${survived} survived`);
  });

  it('is asked with other steps too, such as a DROP INDEX with a name less', async () => {
    const grammar = await loadGrammar();
    const before = new Ledger();
    replayMigration(before, { name: 'h', file: 'h', text: history }, grammar);
    const migration = { name: 'm', file: 'm', text: 'DROP INDEX x, y;' };
    const script = readScript(migration.text);
    const steps = readSteps(migration.text, script);
    const [step] = steps;
    assert.ok(step?.operation.kind === 'drop');
    const { operation } = step;
    const survives = survivalOf(before, steps, (ledger, some) =>
      replayMigration(ledger, migration, grammar, script, some),
    );
    const onlyY = { ...step, operation: { ...operation, names: operation.names.slice(1) } };
    const [x, y] = ['x', 'y'].map((name) => before.index('public', name));
    assert.ok(x && y);
    assert.equal(survives(x, new Map([[step, onlyY]])), true);
    assert.equal(survives(y, new Map([[step, onlyY]])), false);
  });
});
