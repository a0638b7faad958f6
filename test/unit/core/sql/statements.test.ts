import assert from 'node:assert/strict';
import { operationVerbs } from '../../../../src/core/sql/read-operation';
import { readScript, tellingVerbs } from '../../../../src/core/sql/statements';

function splits(text: string, ...expected: string[]): void {
  const { statements } = readScript(text);
  assert.deepEqual(
    statements.map(({ start, end }) => text.slice(start, end)),
    expected,
  );
  assert.deepEqual(
    statements.map(({ index }) => index),
    expected.map((_, index) => index),
  );
}

function leading(text: string): string[][] {
  return readScript(text).statements.map((statement) =>
    statement.leading.map(({ start, end }) => text.slice(start, end)),
  );
}

describe('splitting a script into statements', () => {
  it('ends statements at their semicolons, the last one also without', () => {
    splits('select 1; select 2', 'select 1;', 'select 2');
    assert.deepEqual(
      readScript('select 1; select 2').statements.map(({ terminated }) => terminated),
      [true, false],
    );
  });

  it('leaves empty statements out', () => {
    splits(';;a;;\n;b;;', 'a;', 'b;');
    splits('');
    splits('-- nothing\n');
    splits('; /* nothing */ ;');
  });

  it('goes past semicolons in strings, names, comments and dollar quotations', () => {
    splits(`a ';' ";" /*;*/ --;\n $$;$$; b`, `a ';' ";" /*;*/ --;\n $$;$$;`, 'b');
  });

  it('keeps the body of a routine in one statement, up to the END of BEGIN ATOMIC', () => {
    const body =
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN CASE b WHEN 1 THEN 2 END ELSE 3 END; SELECT 2; END;';
    splits(`${body} select 1;`, body, 'select 1;');
    splits(
      'create procedure p() begin atomic insert into t values (1); end; b;',
      'create procedure p() begin atomic insert into t values (1); end;',
      'b;',
    );
  });

  it('knows no bodies outside routines: BEGIN starts a transaction', () => {
    splits('BEGIN; select 1; END; a;', 'BEGIN;', 'select 1;', 'END;', 'a;');
    splits('select atomic; a;', 'select atomic;', 'a;');
  });

  it("keeps a rule's list of actions in one statement", () => {
    const rule =
      'CREATE RULE r AS ON INSERT TO t DO ALSO (insert into a values (1); insert into b values ((2)));';
    splits(`${rule} x;`, rule, 'x;');
    splits(
      `CREATE OR REPLACE ${rule.slice('CREATE '.length)} x;`,
      `CREATE OR REPLACE ${rule.slice('CREATE '.length)}`,
      'x;',
    );
    splits(
      'CREATE RULE r AS ON INSERT TO t DO NOTHING; x;',
      'CREATE RULE r AS ON INSERT TO t DO NOTHING;',
      'x;',
    );
  });

  it('ends any other statement at its semicolon even if a parenthesis is open', () => {
    splits('create table t (a int; select 1;', 'create table t (a int;', 'select 1;');
    splits('select 1); select 2;', 'select 1);', 'select 2;');
  });

  it('takes the statements behind a half-typed one for what they are', () => {
    splits(`insert into t values ('a;\ndrop index b;`, `insert into t values ('a;`, 'drop index b;');
    splits(`drop index "a;\r\ndrop index b;`, `drop index "a;`, 'drop index b;');
    splits(`do $$ begin\n a;`, 'do $$ begin\n a;');
    splits('drop index a; /* b\ndrop index c;', 'drop index a;', 'drop index c;');
  });

  it('gives each statement the comments above it', () => {
    assert.deepEqual(leading('-- 1\n/* 2 */\na;\n-- 3\nb;\n-- 4'), [['-- 1', '/* 2 */'], ['-- 3']]);
    assert.deepEqual(leading('-- 1\n;\n-- 2\na;'), [['-- 1', '-- 2']]);
    assert.deepEqual(leading('a /* in */ -- in\n; -- behind\n-- above\nb;'), [[], ['-- above']]);
  });

  // Catches a limit that is never reached, and a reader that joins what somebody asks for.
  it('joins what follows alike in a script of very many, where nobody asks for single statements', () => {
    const many = 'a;'.repeat(100_001);
    const { statements } = readScript(`${many} a; a; drop index b; drop index c; -- d\na; a;\n-- e\na; a`);
    assert.deepEqual(
      statements.slice(100_000).map(({ index, start, end }) => [index, start, end - start]),
      [
        [100_000, 200_000, 'a; a; a;'.length],
        [100_001, 200_009, 'drop index b;'.length],
        [100_002, 200_023, 'drop index c;'.length],
        [100_003, 200_042, 'a; a;'.length],
        [100_004, 200_053, 'a; a'.length],
      ],
    );
    for (const verb of operationVerbs) assert.ok(tellingVerbs.has(verb), verb);
  });

  it('leaves a remark at the end of a line to the statement that ends there', () => {
    assert.deepEqual(leading('a; -- of a\nb;'), [[], []]);
    assert.deepEqual(leading('a; /* of b */ b;'), [[], ['/* of b */']]);
    assert.deepEqual(leading('a; -- of a\r-- of b\rb;'), [[], ['-- of b']]);
  });
});
