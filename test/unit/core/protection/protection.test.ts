import assert from 'node:assert/strict';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { findEntry } from '../../../../src/core/protection/drift-ignore';
import { readDriftIgnore } from '../../../../src/core/protection/read-drift-ignore';
import { unseenProperties, type PrismaFacts } from '../../../../src/core/protection/expressible';
import { protectionOf } from '../../../../src/core/protection/protection';
import { readDefinition } from '../../../../src/core/ledger/definition';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';
import { loadGrammar, type Grammar } from '../../../../src/core/sql/grammar';

let grammar: Grammar;
const load = async () => {
  grammar = await loadGrammar();
};

const now: PrismaFacts = { version: '7.10.0', previewFeatures: [] };

describe('what Prisma cannot see of an index', () => {
  before(load);

  function hidden(rest: string, prisma = now): string[] {
    const definition = readDefinition(grammar, `CREATE INDEX i ON t ${rest}`, []);
    assert.ok(definition, rest);
    return unseenProperties(definition, prisma).map(({ property }) => property);
  }

  for (const rest of [
    '(a)',
    '(a DESC, b)',
    'USING gin (a)',
    'USING gin (a gin_trgm_ops)',
    'USING brin (a)',
    'USING hash (a)',
    'USING gist (a inet_ops)',
    'USING spgist (a)',
    '(a ASC NULLS LAST, b DESC NULLS FIRST)',
  ]) {
    it(`is nothing for ${rest}`, () => {
      assert.deepEqual(hidden(rest), []);
    });
  }

  for (const [rest, ...properties] of [
    ['USING hnsw (a)', 'other method'],
    [
      'USING ivfflat (a vector_cosine_ops) WITH (lists = 10)',
      'other method',
      'other operator class',
      'storage parameters',
    ],
    ['(lower(a))', 'expression'],
    ['(a) WHERE b', 'where'],
    ['(a) INCLUDE (b)', 'include'],
    ['(a) NULLS NOT DISTINCT', 'nulls not distinct'],
    ['(a text_pattern_ops)', 'other operator class'],
    ['USING gist (a gist_trgm_ops(siglen=32))', 'operator class options'],
    ['(a COLLATE "C")', 'collation'],
    ['(a NULLS FIRST)', 'nulls order'],
    ['(a DESC NULLS LAST)', 'nulls order'],
    ['(a) WITH (fillfactor = 70)', 'storage parameters'],
  ] as const) {
    it(`is ${properties.join(', ')} for ${rest}`, () => {
      assert.deepEqual(hidden(rest), properties);
    });
  }

  it('includes WHERE until partialIndexes, a preview feature since 7.4', () => {
    const partial = (version: string, ...previewFeatures: string[]) =>
      hidden('(a) WHERE b', { version, previewFeatures });
    assert.deepEqual(partial('7.4.0', 'partialIndexes'), []);
    assert.deepEqual(partial('7.10.0', 'partialIndexes'), []);
    assert.deepEqual(partial('7.3.0', 'partialIndexes'), ['where']);
    assert.deepEqual(partial('6.19.3', 'partialIndexes'), ['where']);
    assert.deepEqual(partial('7.10.0'), ['where']);
  });

  it('is in Prisma 8 what a contract cannot say, whatever the preview features', () => {
    const eight = { version: '8.0.0', previewFeatures: [] };
    for (const rest of ['(a) WHERE b', '(lower(a))', '(a) WITH (fillfactor = 70)', 'USING brin (a)']) {
      assert.deepEqual(hidden(rest, eight), [], rest);
    }
    assert.deepEqual(hidden('(a DESC) INCLUDE (b)', eight), ['sort order', 'include']);
    assert.deepEqual(hidden('USING gin (a gin_trgm_ops)', eight), ['operator class']);
    assert.deepEqual(hidden('USING hnsw (a)', { ...eight, previewFeatures: ['partialIndexes'] }), [
      'other method',
    ]);
  });

  it('includes methods, operator classes and order before 4.0, but for a preview feature', () => {
    const old = { version: '3.15.2', previewFeatures: [] };
    assert.deepEqual(hidden('USING gin (a gin_trgm_ops)', old), ['gin', 'operator class']);
    assert.deepEqual(hidden('(a DESC)', old), ['sort order']);
    assert.deepEqual(
      hidden('USING gin (a gin_trgm_ops)', { ...old, previewFeatures: ['extendedIndexes'] }),
      [],
    );
    assert.deepEqual(hidden('USING gin (a)', { version: '4.0.0', previewFeatures: [] }), []);
  });
});

describe('protection', () => {
  before(load);

  const byHand = 'CREATE TABLE t (a int, b int);\nCREATE INDEX i ON t (a);';
  const byPrisma =
    '-- CreateTable\nCREATE TABLE "t" ("a" INTEGER, "b" INTEGER);\n\n-- CreateIndex\nCREATE INDEX "i" ON "t"("a");';
  const declaring = 'model t {\n  a Int @id\n  b Int\n  @@index([a], map: "i")\n}';

  interface Facts {
    readonly schema?: string;
    readonly before?: string;
    readonly list?: string;
    readonly was?: boolean;
    readonly prisma?: PrismaFacts;
  }

  function protection(sql: string, facts: Facts = {}) {
    const ledger = new Ledger();
    replayMigration(ledger, { name: 'm', file: 'm.sql', text: sql }, grammar);
    const index = ledger.index('public', 'i');
    assert.ok(index);
    return protectionOf(index, {
      declared: readDeclarations([{ file: 'schema.prisma', text: facts.schema ?? '' }]),
      declaredBefore:
        facts.before === undefined ? undefined : readDeclarations([{ file: 's.prisma', text: facts.before }]),
      driftIgnore: facts.list === undefined ? undefined : readDriftIgnore('drift-ignore.json', facts.list),
      prisma: facts.prisma ?? now,
      grammar,
      wasDeclared: () => facts.was ?? false,
    });
  }

  it('is given to an index that was made by hand and never declared', () => {
    assert.equal(protection(byHand).isProtected, true);
    assert.equal(protection(byHand, { schema: declaring }).isProtected, false);
    assert.equal(protection(byHand, { was: true }).isProtected, false);
  });

  it('is not given to what Prisma made and can write down', () => {
    assert.equal(protection(byPrisma).isProtected, false);
    assert.equal(protection(byPrisma, { schema: declaring }).isProtected, false);
  });

  it('is given to what has a property that Prisma does not see, declared or not', () => {
    const partial = byPrisma.replace('("a");', '("a") WHERE "b" > 0;');
    assert.equal(protection(partial).isProtected, true);
    const { isProtected, hidden, declaration } = protection(partial, { schema: declaring });
    assert.deepEqual([isProtected, hidden.length, declaration?.name], [true, 1, 'i']);
  });

  it('is not given to what a contract declares by its text, now or before the change', () => {
    const sql = 'CREATE TABLE t (a text);\nCREATE INDEX i ON t USING gin (a gin_trgm_ops);';
    const contract = (index: string) => `// use prisma-8\nmodel t {\n  a String @id\n  ${index}\n}\n`;
    const byText = contract('@@index(expression: "a gin_trgm_ops", type: "gin", map: "i")');
    const byColumn = contract('@@index([a], type: "gin", map: "i")');
    const labels = (facts: { schema: string; before?: string }) =>
      protection(sql, { ...facts, was: true, prisma: { version: '8.0.0', previewFeatures: [] } }).hidden.map(
        ({ label }) => label,
      );
    assert.deepEqual(labels({ schema: byText }), []);
    assert.deepEqual(labels({ schema: contract(''), before: byText }), []);
    assert.deepEqual(labels({ schema: byColumn }), ['the operator class gin_trgm_ops of a']);
    assert.deepEqual(labels({ schema: byColumn, before: byText }), ['the operator class gin_trgm_ops of a']);
    assert.deepEqual(labels({ schema: contract('') }), ['the operator class gin_trgm_ops of a']);
  });

  it('is given to what drift-ignore.json lists, by its name with or without a schema', () => {
    assert.equal(protection(byPrisma, { list: '{"protectedIndexes": [{"name": "i"}]}' }).isProtected, true);
    assert.equal(
      protection(byPrisma, { list: '{"protectedIndexes": [{"name": "public.i"}]}' }).isProtected,
      true,
    );
    assert.equal(
      protection(byPrisma, { list: '{"protectedIndexes": [{"name": "other.i"}]}' }).isProtected,
      false,
    );
    assert.equal(
      protection(byPrisma, { list: '{"protectedIndexes": [{"name": "i_2"}]}' }).isProtected,
      false,
    );
  });
});

describe('reading drift-ignore.json', () => {
  it('takes comments and trailing commas, and gives positions', () => {
    const text =
      '{ // ours\n "protectedIndexes": [{ "name": "a", "table": "t", "type": "x", "description": "d", },], }';
    const { entries } = readDriftIgnore('f', text);
    assert.deepEqual(
      entries.map(({ range, ...entry }) => [entry, text.slice(range.start, range.end)]),
      [
        [
          {
            name: 'a',
            table: 't',
            description: 'd',
            recreateSQL: undefined,
            dropPattern: undefined,
            createPattern: undefined,
          },
          '{ "name": "a", "table": "t", "type": "x", "description": "d", }',
        ],
      ],
    );
  });

  describe('patterns of an entry', () => {
    const cases: readonly [pattern: string, matches: readonly string[], not: readonly string[]][] = [
      [
        'DROP\\s+INDEX.*users_name',
        ['DROP INDEX "users_name";', 'drop index IF EXISTS app.users_name;', 'DROP INDEX users_name, other;'],
        ['DROP INDEX "users_name_idx";', 'DROP INDEX old_users_name;', 'DROP INDEX users_name$1;'],
      ],
      [
        'CREATE INDEX.*users_name.*\\(lower',
        ['CREATE INDEX "users_name" ON users (lower(name));'],
        ['CREATE INDEX users_name_2 ON users (lower(name));'],
      ],
      ['\\busers_name', ['DROP INDEX users_name;'], ['DROP INDEX users_name_idx;']],
      [
        'INDEX (other|users_name)',
        ['DROP INDEX users_name;', 'DROP INDEX other_2;'],
        ['DROP INDEX users_name2;'],
      ],
      ['INDEX "users_name\\w*"', ['DROP INDEX "users_name_idx";', 'DROP INDEX "users_name";'], []],
      ['INDEX users_names?', ['DROP INDEX users_name;', 'DROP INDEX users_names_2;'], ['DROP INDEX x;']],
      [
        'INDEX users_name(_v\\d)?',
        ['DROP INDEX users_name;', 'DROP INDEX users_name_v2;', 'DROP INDEX users_name_old;'],
        [],
      ],
      ['INDEX users_nam', ['DROP INDEX users_nam_other;'], ['DROP INDEX x;']],
    ];
    for (const [source, matches, not] of cases) {
      it(`mean the index by its whole name: ${source}`, () => {
        const text = JSON.stringify({
          protectedIndexes: [{ name: 'app.users_name', dropPattern: source, createPattern: source }],
        });
        const [entry] = readDriftIgnore('f', text).entries;
        for (const pattern of [entry?.dropPattern, entry?.createPattern]) {
          const expression = new RegExp(pattern?.source ?? '', 'i');
          for (const sql of matches) assert.ok(expression.test(sql), sql);
          for (const sql of not) assert.ok(!expression.test(sql), sql);
        }
      });
    }
  });

  it('leaves out what is half typed or of another kind', () => {
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"protectedIndexes": {}}',
      '{"protectedIndexes": [1, {"name": ""}, {"name": 1}, {}]}',
      '{"protectedIndexes": [{"name"',
    ]) {
      assert.deepEqual(readDriftIgnore('f', text).entries, [], text);
    }
    assert.equal(readDriftIgnore('f', '{"protectedIndexes": [{"name": "a"}, {"na').entries.length, 1);
    assert.equal(findEntry(undefined, { schema: 'public', name: 'a' }), undefined);
  });
});
