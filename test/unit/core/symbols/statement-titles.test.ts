import assert from 'node:assert/strict';
import fc from 'fast-check';
import { statementTitles } from '../../../../src/core/symbols/statement-titles';

describe('the titles of statements', () => {
  const titles: [sql: string, title: string, kind: string | undefined][] = [
    ['-- DropIndex\nDROP INDEX CONCURRENTLY IF EXISTS "app"."a b";', 'DROP INDEX a b', 'index'],
    ['CREATE UNIQUE INDEX ON memories (id)', 'CREATE UNIQUE INDEX ON memories', 'index'],
    ['create index Idx on t (a);', 'CREATE INDEX idx', 'index'],
    [
      'CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;',
      'CREATE FUNCTION f',
      'routine',
    ],
    ['ALTER TABLE ONLY "memories" ADD COLUMN x int;', 'ALTER TABLE memories', 'table'],
    ['CREATE TYPE "Role" AS ENUM (\'a\');', 'CREATE TYPE Role', 'type'],
    ['INSERT INTO t VALUES (1);', 'INSERT INTO t', 'data'],
    ['DO $$ BEGIN END $$;', 'DO', 'routine'],
    ['CREATE EXTENSION IF NOT EXISTS vector;', 'CREATE EXTENSION vector', 'type'],
    ['COMMIT;', 'COMMIT', undefined],
    ['WITH x AS (SELECT 1) SELECT * FROM x;', 'WITH', undefined],
  ];
  for (const [sql, title, kind] of titles) {
    it(`${sql.replace(/\n/g, ' ')} is ${title}`, () => {
      const [statement, ...others] = statementTitles(sql);
      assert.equal(others.length, 0);
      assert.equal(statement?.title, title);
      assert.equal(statement.kind, kind);
    });
  }

  it('lie within their statements, one behind the other, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('DROP ', 'INDEX ', '"', "'", 'x', ';', '\n', '$$', '.') }),
        (sql) => {
          let before = 0;
          for (const { title, range, selection } of statementTitles(sql)) {
            assert.notEqual(title, '');
            assert.ok(before <= range.start && range.start <= selection.start);
            assert.ok(selection.start <= selection.end && selection.end <= range.end);
            before = range.end;
          }
        },
      ),
    );
  });
});
