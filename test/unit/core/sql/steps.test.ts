import assert from 'node:assert/strict';
import type { Range } from '../../../../src/core/range';
import type { Operation } from '../../../../src/core/sql/operations';
import { readScript } from '../../../../src/core/sql/statements';
import { readSteps, type Step } from '../../../../src/core/sql/steps';

function stepsOf(text: string): readonly Step[] {
  return readSteps(text, readScript(text));
}

/** What a step is about, in one line. */
function summary(operation: Operation): string {
  switch (operation.kind) {
    case 'drop':
      return `drop ${operation.object} ${operation.names.map(({ name }) => name).join(', ')}`;
    case 'create-index':
      return `create ${operation.name?.name ?? '?'} on ${operation.table.name}`;
    case 'rename':
      return `rename ${operation.of.name} to ${operation.to}`;
    case 'alter-table':
      return `alter ${operation.table.name}: ${operation.actions.map(({ kind }) => kind).join(', ')}`;
    case 'set-search-path':
      return `search ${operation.path.join(', ')}`;
    default:
      return operation.kind;
  }
}

/** `context[?] summary` of each step; `?` marks what may not run. */
function steps(text: string): string[] {
  return stepsOf(text).map(
    ({ context, conditional, operation }) => `${context}${conditional ? '?' : ''} ${summary(operation)}`,
  );
}

function block(body: string): string {
  return `DO $do$ BEGIN ${body} END $do$;`;
}

function dropped(text: string): { whole: string; extent: string; names: string[] }[] {
  const slice = (range: Range): string => text.slice(range.start, range.end);
  return stepsOf(text).flatMap(({ operation, range, extent }) =>
    operation.kind === 'drop'
      ? [
          {
            whole: slice(range),
            extent: slice(extent),
            names: operation.names.map((name) => slice(name.range)),
          },
        ]
      : [],
  );
}

describe('the steps of a script', () => {
  it('are its statements that have to do with indexes, in order', () => {
    assert.deepEqual(
      steps(
        'DROP INDEX a, "B"; SELECT 1; CREATE INDEX c ON t (x); ALTER INDEX c RENAME TO d; INSERT INTO t VALUES (1)',
      ),
      ['script drop index a, B', 'script create c on t', 'script rename c to d'],
    );
  });

  it('have the range of their statement with and without its semicolon', () => {
    assert.deepEqual(dropped(' DROP INDEX "a" -- the\n ; x'), [
      { whole: 'DROP INDEX "a"', extent: 'DROP INDEX "a" -- the\n ;', names: ['"a"'] },
    ]);
    assert.deepEqual(dropped('DROP INDEX a'), [
      { whole: 'DROP INDEX a', extent: 'DROP INDEX a', names: ['a'] },
    ]);
  });

  it('include what a DO block does, in branches only perhaps', () => {
    assert.deepEqual(steps(block('DROP INDEX a;')), ['block drop index a']);
    assert.deepEqual(
      steps(
        block('IF x THEN DROP INDEX a; ELSIF y THEN DROP INDEX b; ELSE DROP INDEX c; END IF; DROP INDEX d;'),
      ),
      ['block? drop index a', 'block? drop index b', 'block? drop index c', 'block drop index d'],
    );
    assert.deepEqual(steps(block('LOOP DROP INDEX a; EXIT; END LOOP; DROP INDEX b;')), [
      'block? drop index a',
      'block drop index b',
    ]);
    assert.deepEqual(steps(block('FOR r IN SELECT 1 LOOP DROP INDEX a; END LOOP; DROP INDEX b;')), [
      'block? drop index a',
      'block drop index b',
    ]);
    assert.deepEqual(
      steps(block('CASE x WHEN 1 THEN DROP INDEX a; ELSE DROP INDEX b; END CASE; DROP INDEX c;')),
      ['block? drop index a', 'block? drop index b', 'block drop index c'],
    );
  });

  it('include what a handler of exceptions does, perhaps', () => {
    assert.deepEqual(
      steps(
        block(
          'BEGIN DROP INDEX a; EXCEPTION WHEN others THEN BEGIN DROP INDEX b; END; DROP INDEX c; END; DROP INDEX d;',
        ),
      ),
      ['block? drop index a', 'block? drop index b', 'block? drop index c', 'block drop index d'],
    );
    assert.deepEqual(steps(block("RAISE EXCEPTION 'no'; DROP INDEX a;")), ['block drop index a']);
  });

  it('are not confused by words of DDL where no statement begins', () => {
    assert.deepEqual(
      steps(block('x := CASE WHEN drop THEN 1 ELSE 2 END; PERFORM create; IF drop THEN END IF;')),
      [],
    );
    assert.deepEqual(steps(block("RAISE NOTICE 'DROP INDEX a;'; -- DROP INDEX b;\n")), []);
  });

  it('have the ranges of their place in the script, whatever quotes stand around a block', () => {
    assert.deepEqual(dropped(block('DROP INDEX "é" ;')), [
      { whole: 'DROP INDEX "é"', extent: 'DROP INDEX "é" ;', names: ['"é"'] },
    ]);
    assert.deepEqual(dropped(`DO 'BEGIN RAISE NOTICE ''x''; DROP INDEX "it''s"; END'`), [
      { whole: `DROP INDEX "it''s"`, extent: `DROP INDEX "it''s";`, names: [`"it''s"`] },
    ]);
    assert.deepEqual(dropped(`DO E'BEGIN DROP INDEX \\"a\\"; END'`), [
      { whole: `DROP INDEX \\"a\\"`, extent: `DROP INDEX \\"a\\";`, names: [`\\"a\\"`] },
    ]);
  });

  it('have names without the escapes of the constant around them', () => {
    assert.deepEqual(steps(`DO 'BEGIN DROP INDEX "it''s"; END'`), [`block drop index it's`]);
    assert.deepEqual(steps(`DO E'BEGIN DROP INDEX \\"a\\"; END'`), ['block drop index a']);
    assert.deepEqual(steps(block(`EXECUTE 'DROP INDEX "it''s"';`)), [`string drop index it's`]);
    const [step] = stepsOf(block(`EXECUTE 'CREATE INDEX a ON t (b) WHERE c = ''x''';`));
    assert.ok(step?.operation.kind === 'create-index');
    assert.equal(step.operation.sql, "CREATE INDEX a ON t (b) WHERE c = 'x'");
  });

  it('know the body of a DO block from the name of its language, and read PL/pgSQL only', () => {
    const body = '$$BEGIN DROP INDEX a; END$$';
    assert.deepEqual(steps(`DO LANGUAGE plpgsql ${body}`), ['block drop index a']);
    assert.deepEqual(steps(`DO LANGUAGE 'plpgsql' ${body}`), ['block drop index a']);
    assert.deepEqual(steps(`DO ${body} LANGUAGE "plpgsql"`), ['block drop index a']);
    assert.deepEqual(steps(`DO ${body} LANGUAGE plv8`), []);
    assert.deepEqual(steps('DO'), []);
  });

  it('leave out the bodies of functions, which a migration does not run', () => {
    assert.deepEqual(
      steps(
        'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP INDEX a; END $$; DROP INDEX b;',
      ),
      ['script create-routine', 'script drop index b'],
    );
  });
});

describe('the steps of EXECUTE', () => {
  for (const [what, constant] of [
    ['a plain constant', "'DROP INDEX a'"],
    ['escapes', "E'DROP\\nINDEX\\ta'"],
    ['a dollar quotation', '$q$DROP INDEX a$q$'],
    ['parentheses', "('DROP INDEX a')"],
    ['USING', "'DROP INDEX a' USING x"],
    ['INTO', "'DROP INDEX a' INTO x"],
    ['format without arguments', "format('DROP INDEX a')"],
    ['format with a name', "format('DROP INDEX %I', 'a')"],
    ['format with a text', "format('DROP INDEX %s', 'A')"],
    ['format in dollar quotation', 'format($f$DROP INDEX %I$f$, $f$a$f$)'],
    ['format with numbered arguments', "format('DROP INDEX %1$I', 'a')"],
    ['format that goes on', "format('%s INDEX', 'DROP') || ' a'"],
    ['what goes on in the next line', "'DROP INDEX '\n'a'"],
    ['what is joined', "'DROP INDEX ' || quote_ident('a')::text || ' CASCADE'"],
    ['concat', "concat('DROP ', 'INDEX ', 'a')"],
  ] as const) {
    it(`are read from ${what}`, () => {
      assert.deepEqual(steps(block(`EXECUTE ${constant};`)), ['string drop index a']);
    });
  }

  for (const [what, constant] of [
    ['a variable', 'x'],
    ['what is joined', "'DROP INDEX a' || x"],
    ['format of a variable', "format('DROP INDEX %I', x)"],
    ['format with too few arguments', "format('DROP INDEX %I')"],
    ['format with something unknown', "format('DROP INDEX %I', 'a%') || b"],
  ] as const) {
    it(`are not guessed from ${what}`, () => {
      assert.deepEqual(steps(block(`EXECUTE ${constant};`)), []);
    });
  }

  for (const [what, declared, body, expected] of [
    ['a declared constant', "n CONSTANT text := 'a'", "EXECUTE format('DROP INDEX %I', n)", ['a']],
    ['a default', "n text DEFAULT 'a'", "EXECUTE 'DROP INDEX ' || n", ['a']],
    ['an assignment', 'n text', "n := 'DROP INDEX a'; EXECUTE n", ['a']],
    [
      'a list that is gone through',
      'n text',
      "FOREACH n IN ARRAY ARRAY['a', 'b']::text[] LOOP EXECUTE format('DROP INDEX %I', n); END LOOP",
      ['a', 'b'],
    ],
    ['what is given twice', "n text := 'a'", "n := 'b'; EXECUTE 'DROP INDEX ' || n", []],
    ['what is given twice, by another sign', "n text := 'a'", "n = 'b'; EXECUTE 'DROP INDEX ' || n", []],
    ['what a query gives', "n text := 'a'", "SELECT x INTO STRICT n; EXECUTE 'DROP INDEX ' || n", []],
    ['rows', 'n record', "FOR n IN SELECT x LOOP EXECUTE 'DROP INDEX ' || n.x; END LOOP", []],
    ['a list of what is not known', 'n text', 'FOREACH n IN ARRAY xs LOOP EXECUTE n; END LOOP', []],
  ] as const) {
    it(`know of a variable ${what}`, () => {
      const names = stepsOf(`DO $do$ DECLARE ${declared}; BEGIN ${body}; END $do$;`).map(({ operation }) =>
        summary(operation),
      );
      assert.deepEqual(
        names,
        expected.map((name) => `drop index ${name}`),
      );
    });
  }

  it('may be several of one constant', () => {
    assert.deepEqual(steps(block("EXECUTE 'DROP INDEX a; DROP INDEX b'; DROP INDEX c;")), [
      'string drop index a',
      'string drop index b',
      'block drop index c',
    ]);
  });

  it('may not run where EXECUTE stands in a branch', () => {
    assert.deepEqual(steps(block("IF x THEN EXECUTE 'DROP INDEX a'; END IF;")), ['string? drop index a']);
  });

  it('have the ranges of their place in the script', () => {
    assert.deepEqual(dropped(block(`EXECUTE 'SELECT ''x''; DROP INDEX "b", c;';`)), [
      { whole: 'DROP INDEX "b", c', extent: 'DROP INDEX "b", c;', names: ['"b"', 'c'] },
    ]);
    assert.deepEqual(dropped(`DO 'BEGIN EXECUTE ''DROP INDEX "a""""b"''; END'`), [
      { whole: 'DROP INDEX "a""""b"', extent: 'DROP INDEX "a""""b"', names: ['"a""""b"'] },
    ]);
    assert.deepEqual(dropped(block(`EXECUTE format('DROP INDEX %I.%I', 'public', 'b');`)), [
      {
        whole: `format('DROP INDEX %I.%I', 'public', 'b')`,
        extent: `format('DROP INDEX %I.%I', 'public', 'b')`,
        names: [`format('DROP INDEX %I.%I', 'public', 'b')`],
      },
    ]);
  });

  it('write a formatted name as PostgreSQL would quote it', () => {
    assert.deepEqual(steps(block(`EXECUTE format('DROP INDEX %I', 'My "Idx"');`)), [
      'string drop index My "Idx"',
    ]);
    assert.deepEqual(steps(block(`EXECUTE format('COMMENT ON t IS %L; DROP INDEX a%%', 'it''s');`)), [
      'string drop index a',
    ]);
  });
});
