import assert from 'node:assert/strict';
import { leftOfFailedScript } from '../../../../src/core/sql/undone';

describe('what PostgreSQL leaves of a script that failed', () => {
  const cases: [text: string, left: 'undone' | 'unknown'][] = [
    ['CREATE TABLE t (id int); INSERT INTO t VALUES (1);', 'undone'],
    ['', 'undone'],
    ['SAVEPOINT a; SELECT 1;', 'undone'],
    ['BEGIN; CREATE TABLE t (id int); COMMIT; SELECT nothing;', 'unknown'],
    ['START TRANSACTION; SELECT 1;', 'unknown'],
    ['SELECT 1; END;', 'unknown'],
    ['CREATE INDEX CONCURRENTLY i ON t (id);', 'unknown'],
    ['DROP INDEX CONCURRENTLY i;', 'unknown'],
    ['REINDEX INDEX CONCURRENTLY i;', 'unknown'],
    ['CREATE INDEX "concurrently" ON t (id);', 'undone'],
    ['VACUUM t;', 'unknown'],
    ['DO $$ BEGIN PERFORM 1; END $$;', 'undone'],
    ['DO $$ BEGIN COMMIT; END $$;', 'unknown'],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';", 'undone'],
  ];
  for (const [text, left] of cases)
    it(`${text || 'nothing'}: ${left}`, () => assert.equal(leftOfFailedScript(text), left));
});
