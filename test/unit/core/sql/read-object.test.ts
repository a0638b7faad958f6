import assert from 'node:assert/strict';
import { Cursor } from '../../../../src/core/sql/cursor';
import { readOperation } from '../../../../src/core/sql/read-operation';

/** The parts of an operation that a case names; names as `schema.name`. */
function partsOf(sql: string, wanted: object): object {
  const operation = readOperation(Cursor.of(sql)) as unknown as Record<string, unknown> | undefined;
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null || !('name' in value)) return value;
    if ('argumentTypes' in value) return `${String(plain(value.name))}(${String(value.argumentTypes)})`;
    const schema = 'schema' in value && value.schema !== undefined ? `${value.schema as string}.` : '';
    return schema + String(value.name);
  };
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, plain(operation?.[key])]));
}

describe('what a statement says of triggers, policies and routines', () => {
  const cases: readonly (readonly [sql: string, parts: object])[] = [
    [
      'CREATE TRIGGER a BEFORE INSERT OR UPDATE OF n, "Big" ON app."Order" FOR EACH ROW WHEN (NEW.m > 0) EXECUTE PROCEDURE "S".f(1)',
      {
        kind: 'create-on-table',
        name: 'a',
        table: 'app.Order',
        columns: ['n', 'Big', 'm'],
        calls: 'S.f',
        replaces: false,
      },
    ],
    [
      'CREATE OR REPLACE TRIGGER "on" INSTEAD OF DELETE ON v EXECUTE FUNCTION f()',
      { name: 'on', table: 'v', columns: [], calls: 'f', replaces: true },
    ],
    [
      'CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a FROM b DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f()',
      { object: 'trigger', name: 't', table: 'a', calls: 'f' },
    ],
    [
      'CREATE POLICY "own rows" ON app.t AS RESTRICTIVE FOR ALL TO PUBLIC USING (a IN (SELECT m.x FROM s.members m)) WITH CHECK (b)',
      {
        object: 'policy',
        name: 'own rows',
        table: 'app.t',
        columns: ['a', 'x', 'members', 'm', 'b'],
        reads: ['s.members'],
      },
    ],
    [
      'DROP TRIGGER IF EXISTS a ON ONLY app.t CASCADE',
      { kind: 'drop-on-table', object: 'trigger', name: 'a', table: 'app.t', ifExists: true },
    ],
    ['ALTER POLICY p ON t RENAME TO "Q"', { kind: 'rename-on-table', object: 'policy', name: 'p', to: 'Q' }],
    ['ALTER POLICY p ON t USING (true)', { kind: 'alter-policy', sql: 'ALTER POLICY p ON t USING (true)' }],
    [
      'CREATE FUNCTION app."F"(a int, b text DEFAULT \'x, y\') RETURNS int AS $$ $$',
      { kind: 'create-routine', name: 'app.F', argumentTypes: 'integer, text' },
    ],
    [
      'CREATE FUNCTION f(int[], OUT x int, INOUT y varchar(3), VARIADIC z text[]) LANGUAGE sql AS $$ $$',
      { argumentTypes: 'integer[], character varying, text[]' },
    ],
    [
      'CREATE FUNCTION f(at timestamp with time zone, double precision = 1) RETURNS int BEGIN ATOMIC SELECT 1; END',
      { argumentTypes: 'timestamp with time zone, double precision' },
    ],
    [
      'CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS $$ $$',
      { object: 'procedure', argumentTypes: '', replaces: true },
    ],
    [
      'DROP FUNCTION IF EXISTS f, app.g(int, OUT text) CASCADE',
      { kind: 'drop-routine', routines: ['f(undefined)', 'app.g(integer)'], ifExists: true, cascade: true },
    ],
    [
      'ALTER FUNCTION f(int8) SET SCHEMA app',
      { kind: 'move-routine', routine: 'f(bigint)', schema: 'app', to: undefined },
    ],
    [
      'CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA app',
      { kind: 'create-named', object: 'extension', name: 'uuid-ossp', ifNotExists: true },
    ],
  ];
  for (const [sql, parts] of cases) {
    it(`is read from ${sql}`, () => {
      assert.deepEqual(partsOf(sql, parts), parts);
    });
  }
});
