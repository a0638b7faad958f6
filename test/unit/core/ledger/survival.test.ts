import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { findLosses } from '../../../../src/core/ledger/losses';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { madeBy, omissionsFor, survivalOf } from '../../../../src/core/ledger/survival';
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
  'DROP INDEX y, x, z;',
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
  'ALTER INDEX x RENAME TO y;',
  'ALTER INDEX y RENAME TO x;',
  'ALTER TABLE t RENAME TO t2;',
  'ALTER TABLE t2 RENAME TO t;',
  'ALTER TABLE t RENAME COLUMN a TO c;',
  'ALTER TABLE t ADD CONSTRAINT y UNIQUE USING INDEX x;',
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

describe('whether a lost index stays where what takes it away is left out', () => {
  // Catches an entangledNames that knows no renames, and a hasPartitions that is always false.
  it('is what replaying everything else says, one by one, though most are tried together', async () => {
    const grammar = await loadGrammar();
    const counts = { survived: 0, gone: 0 };
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 8 }), (statements) => {
        const before = new Ledger();
        replayMigration(before, { name: 'h', file: 'h', text: history }, grammar);
        const migration = { name: 'm', file: 'm', text: statements.join('\n') };
        const script = readScript(migration.text);
        const steps = readSteps(migration.text, script);
        const after = before.fork();
        const events = replayMigration(after, migration, grammar, script, steps);
        const losses = findLosses(before, after, events, grammar);
        const made = madeBy(events);
        const survives = survivalOf(before, steps, { losses, made }, (ledger, some) =>
          replayMigration(ledger, migration, grammar, script, some),
        );
        for (const loss of losses) {
          const omissions = omissionsFor(loss, made);
          if (!omissions) continue;
          const rest = before.fork();
          const others = steps.flatMap((step) => {
            const own = omissions.filter((omission) => omission.step === step);
            const { operation } = step;
            if (own.length === 0) return [step];
            if (operation.kind !== 'drop' || own.some(({ name }) => !name)) return [];
            const names = operation.names.filter((name) => !own.some((omission) => omission.name === name));
            return [{ ...step, operation: { ...operation, names } }];
          });
          replayMigration(rest, migration, grammar, script, others);
          const stays = rest.indexById(loss.index.id) !== undefined;
          assert.equal(survives(loss), stays, loss.index.name);
          counts[stays ? 'survived' : 'gone']++;
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(counts.survived > 1000 && counts.gone > 200, JSON.stringify(counts));
  });
});
