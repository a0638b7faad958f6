import assert from 'node:assert/strict';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { isPlainForeignKey, isTableObject } from '../../../../src/core/ledger/object-record';
import { objectStatements } from '../../../../src/core/ledger/object-statement';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { loadGrammar } from '../../../../src/core/sql/grammar';

const table = 'CREATE TABLE t (id int PRIMARY KEY, n int, "Big" int); CREATE TABLE u (id int PRIMARY KEY);';
const fn = 'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;';
const trigger = `${fn} CREATE TRIGGER x AFTER UPDATE OF n ON t FOR EACH ROW WHEN (NEW.n > 0) EXECUTE FUNCTION f();`;

describe('the statements that make an object again', () => {
  const cases: readonly (readonly [history: string, statements: readonly string[] | undefined])[] = [
    [
      'ALTER TABLE t ADD CHECK (n > 0) NOT VALID',
      ['ALTER TABLE "t" ADD CONSTRAINT "t_n_check" CHECK (n > 0) NOT VALID'],
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT c CHECK (t.n > 0); ALTER TABLE t RENAME n TO "Big 2"; ALTER TABLE t RENAME TO v',
      ['ALTER TABLE "v" ADD CONSTRAINT "c" CHECK ("v"."Big 2" > 0)'],
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (n) REFERENCES u (id) DEFERRABLE; ALTER TABLE u RENAME id TO uid; ALTER TABLE u RENAME TO w',
      ['ALTER TABLE "t" ADD CONSTRAINT "k" FOREIGN KEY (n) REFERENCES "w" ("uid") DEFERRABLE'],
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (n) REFERENCES u (id); ALTER TABLE t ALTER CONSTRAINT k DEFERRABLE',
      ['ALTER TABLE "t" ALTER CONSTRAINT "k" DEFERRABLE'],
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (n) REFERENCES u DEFERRABLE; ALTER TABLE t ALTER CONSTRAINT k INITIALLY DEFERRED',
      ['ALTER TABLE "t" ADD CONSTRAINT "k" FOREIGN KEY (n) REFERENCES u INITIALLY DEFERRED'],
    ],
    [
      `${trigger} ALTER TABLE t RENAME n TO k; ALTER FUNCTION f RENAME TO g; ALTER TRIGGER x ON t RENAME TO y; ALTER TABLE t DISABLE TRIGGER y`,
      [
        'CREATE TRIGGER "y" AFTER UPDATE OF "k" ON t FOR EACH ROW WHEN (NEW."k" > 0) EXECUTE FUNCTION "g"()',
        'ALTER TABLE "t" DISABLE TRIGGER "y"',
      ],
    ],
    [
      'CREATE SCHEMA s; SET search_path TO s; CREATE TABLE v (a int); CREATE POLICY p ON v USING (a > 0)',
      ['CREATE POLICY p ON "s"."v" USING (a > 0)'],
    ],
    [
      'CREATE POLICY p ON t USING (n > 0); ALTER TABLE t RENAME n TO k; ALTER POLICY p ON t WITH CHECK (k > 1)',
      ['CREATE POLICY p ON t USING ("k" > 0)', 'ALTER POLICY p ON t WITH CHECK (k > 1)'],
    ],
    ['CREATE POLICY p ON t USING (n IN (SELECT id FROM u)); ALTER TABLE u RENAME TO w', undefined],
    [
      'ALTER TABLE t FORCE ROW LEVEL SECURITY; ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t NO FORCE ROW LEVEL SECURITY',
      ['ALTER TABLE "t" ENABLE ROW LEVEL SECURITY'],
    ],
    [
      'CREATE TABLE v (n int CHECK (n > 0)); ALTER TABLE v RENAME TO w',
      ['ALTER TABLE "w" ADD CONSTRAINT "v_n_check" CHECK (n > 0)'],
    ],
  ];
  for (const [history, statements] of cases) {
    it(`are ${statements?.join('; ') ?? 'not known'} after ${history}`, async () => {
      const ledger = new Ledger();
      const text = `${table} ${history};`;
      replayMigration(ledger, { name: 'm', file: 'm', text }, await loadGrammar());
      const [object] = ledger.allObjects().filter((one) => isTableObject(one) && !isPlainForeignKey(one));
      assert.ok(object);
      assert.deepEqual(objectStatements(object), statements);
    });
  }
});
