import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Cursor } from '../../../../src/core/sql/cursor';
import {
  loadDropIndexReader,
  refineDropIndexes,
  wantsDropIndexReader,
  type DropIndexReader,
} from '../../../../src/core/sql/drop-index';
import { withExactNames } from '../../../../src/core/sql/exact-names';
import { readOperation } from '../../../../src/core/sql/read-operation';
import { readScript } from '../../../../src/core/sql/statements';
import { readSteps } from '../../../../src/core/sql/steps';

/** The token reader's answer. */
function byTokens(sql: string) {
  const operation = readOperation(Cursor.of(sql));
  return operation?.kind === 'drop' ? operation.names : undefined;
}

const quoted = fc.stringMatching(/^[ -~é名😀\n\r]{1,70}$/u).map((name) => `"${name.replaceAll('"', '""')}"`);
const identifier = fc.oneof(
  quoted,
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,66}$/),
  fc.constantFrom('"idx_memories_embedding"', '"Weird ; name"', '"a""b"', '" a . b "'),
);
const gap = fc.constantFrom(
  ' ',
  '\n',
  '\r\n  ',
  '\t',
  ' /* , "x" ; */ ',
  ' /* /* a */ b */ ',
  ' -- it\'s, "x\n',
);
const maybeGap = fc.oneof(fc.constant(''), gap);
const name = fc.oneof(
  identifier,
  fc
    .tuple(identifier, maybeGap, maybeGap, identifier)
    .map(([schema, before, behind, own]) => `${schema}${before}.${behind}${own}`),
);
const separator = fc.tuple(maybeGap, maybeGap).map(([before, behind]) => `${before},${behind}`);
const optional = (words: string) => fc.constantFrom('', words, words.toLowerCase());

const statement = fc
  .tuple(
    fc.constantFrom('DROP', 'drop', 'Drop'),
    fc.constantFrom('INDEX', 'index'),
    optional('CONCURRENTLY'),
    optional('IF EXISTS'),
    fc.array(fc.tuple(name, separator), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', 'CASCADE', 'restrict'),
    fc.array(gap, { minLength: 6, maxLength: 6 }),
  )
  .map(([drop, index, concurrently, ifExists, names, behaviour, gaps]) => {
    const list = names.map(([own, comma], at) => (at < names.length - 1 ? own + comma : own)).join('');
    const [a = '', b = '', c = '', d = '', e = ''] = gaps;
    return [
      drop + a + index,
      ...(concurrently === '' ? [] : [b + concurrently]),
      ...(ifExists === '' ? [] : [c + ifExists]),
      d + list,
      ...(behaviour === '' ? [] : [e + behaviour]),
    ].join('');
  });

describe('reading DROP INDEX with pgsql-ast-parser', () => {
  let reader: DropIndexReader;
  before(async () => {
    reader = await loadDropIndexReader();
  });

  // Catches: names that are not folded, cut or undoubled, and a range that leaves out the schema.
  it('gives the names and ranges that the token reader gives', () => {
    let taken = 0;
    fc.assert(
      fc.property(statement, (sql) => {
        const names = reader.read(sql);
        if (names === undefined) return;
        taken++;
        assert.deepEqual(names, byTokens(sql));
      }),
      { numRuns: 1000 },
    );
    assert.ok(taken > 900, `only ${taken} of 1000 statements were read`);
  });

  it('gives ranges from the start of the statement', () => {
    const sql = 'DROP INDEX IF EXISTS "public"."a""B", c\n CASCADE';
    assert.deepEqual(
      reader
        .read(sql)
        ?.map(({ schema, name: own, range }) => [schema, own, sql.slice(range.start, range.end)]),
      [
        ['public', 'a"B', '"public"."a""B"'],
        [undefined, 'c', 'c'],
      ],
    );
  });

  for (const sql of [
    '',
    'DROP INDEX',
    'DROP INDEX "a',
    'DROP INDEX a,',
    'DROP TABLE a',
    'DROP INDEX U&"\\0061"',
    'DROP INDEX été',
    'DROP INDEX a\u00a0b',
    'DROP INDEX \u00a0a',
    'DROP INDEX a\0',
  ]) {
    it(`refuses ${JSON.stringify(sql)}`, () => {
      assert.equal(reader.read(sql), undefined);
    });
  }
});

describe('the places of dropped names', () => {
  const fake: DropIndexReader = {
    read: (sql) =>
      sql.includes('b') ? [{ schema: 's', name: 'seen', range: { start: 1, end: 2 } }] : undefined,
  };

  it("come from the reader for the script's own statements, as offsets in the script", () => {
    const text = '  DROP INDEX\tb; DROP TABLE b; DO $$ BEGIN DROP INDEX b; END $$;';
    const steps = refineDropIndexes(text, readSteps(text, readScript(text)), fake);
    const names = steps.flatMap(({ operation }) => (operation.kind === 'drop' ? operation.names : []));
    assert.deepEqual(
      names.map(({ name: own, range }) => [own, range.start]),
      [
        ['seen', 3],
        ['b', text.indexOf('b; DO')],
        ['b', text.lastIndexOf('b;')],
      ],
    );
  });

  it('come from the tokens where a statement can be read in one way only', () => {
    for (const text of ['DROP INDEX "b";', 'DROP INDEX IF EXISTS s.B', 'DROP INDEX CONCURRENTLY "s"."b";']) {
      const steps = readSteps(text, readScript(text));
      assert.equal(wantsDropIndexReader(text, steps), false, text);
      assert.deepEqual(refineDropIndexes(text, steps, fake), steps);
    }
  });

  it('come from the tokens where the reader refuses', () => {
    const text = 'DROP INDEX\ta;';
    const steps = readSteps(text, readScript(text));
    assert.deepEqual(refineDropIndexes(text, steps, fake), steps);
  });

  // Catches: a parser that is loaded for every migration, and one that is never asked.
  it('are read again only where a statement can be read in more than one way', async () => {
    const plain = 'DROP INDEX "b";';
    const plainSteps = readSteps(plain, readScript(plain));
    assert.equal(await withExactNames(plain, plainSteps), plainSteps);
    const unusual = 'drop index if exists\t"public" . b;';
    const steps = readSteps(unusual, readScript(unusual));
    const exact = await withExactNames(unusual, steps);
    assert.notEqual(exact, steps);
    assert.deepEqual(exact, steps);
  });
});
