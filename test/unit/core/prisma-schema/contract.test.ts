import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Declarations, SchemaFile } from '../../../../src/core/prisma-schema/declarations';
import { findDeclared } from '../../../../src/core/prisma-schema/find-declared';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';

const schema: SchemaFile = {
  file: 'contract.prisma',
  text: readFileSync('test/fixtures/contract/contract.prisma', 'utf8'),
};
/** What Prisma 8.0.0-rc.13 emitted for it, without what is not read of it. */
const emitted: SchemaFile = {
  file: 'contract.json',
  text: readFileSync('test/fixtures/contract/contract.json', 'utf8'),
};

function textOf({ file, range: { start, end } }: Declarations['indexes'][number], of: SchemaFile): string {
  assert.equal(file, of.file);
  return of.text.slice(start, end);
}

function indexLines({ indexes }: Declarations): string[] {
  return indexes
    .map(({ schema, table, name, kind, keys, method, expression, where }) =>
      [
        `${schema}.${table}.${name} ${kind}`,
        expression ?? keys.map(({ column }) => column).join(),
        method,
        where?.text,
      ].join(' | '),
    )
    .sort();
}

function tableLines({ tables }: Declarations): string[] {
  return tables
    .map(({ schema, table, model, fields }) => `${schema}.${table} ${model} ${[...fields].sort().join(' ')}`)
    .sort();
}

describe('a contract of Prisma 8', () => {
  const ofEmitted = readDeclarations([schema, emitted]);
  const ofSchema = readDeclarations([schema]);

  it('declares indexes by their names in the database, hashes included', () => {
    assert.deepEqual(indexLines(ofEmitted), [
      'audit.Event.event_pk id | day,number |  | ',
      'public.Post.Post_authorId_idx_e47547ed index | authorId |  | ',
      'public.Post.Post_body_idx_df49647c index | body | gin | ',
      'public.Post.Post_embedding_key unique | embedding |  | ',
      'public.Post.Post_pkey id | id |  | ',
      'public.Post.author_live index | authorId,the_title |  | ("deleted_at" IS NULL)',
      'public.Post.deleted_once_ce9b2128 unique | deleted_at |  | deleted_at IS NOT NULL',
      'public.Post.lower_title_329690cf index | lower(the_title) |  | ',
      'public.Post.search_79185e54 index | to_tsvector(\'german\', "the_title") | gin | ',
      'public.Post.several_lines_7952f681 index | the_title,id |  | id   > 1',
      'public.Post.title_author unique | the_title,authorId |  | ',
      'public.Post.trigrams_db777308 index | the_title gin_trgm_ops | gin | ',
      'public.features.features_pkey id | id |  | ',
      'public.features.features_priority_idx_745dc344 index | priority |  | ',
      'public.tasks.tasks_pkey id | id |  | ',
      'public.users.one_a_day unique | since |  | ',
      'public.users.users_email_key unique | email |  | ',
      'public.users.users_pkey id | id |  | ',
    ]);
  });

  it('declares the same in the schema language as Prisma emits', () => {
    assert.deepEqual(indexLines(ofSchema), indexLines(ofEmitted));
    assert.deepEqual(tableLines(ofSchema), tableLines(ofEmitted));
    assert.equal(ofEmitted.provider, 'postgresql');
    for (const { name, schema } of ofEmitted.indexes) {
      assert.ok(findDeclared(ofEmitted, name, schema), name);
      assert.ok(findDeclared(ofSchema, name, schema), name);
    }
  });

  it('declares CHECKs, policies and row level security; of a hash that is not computed the name in front of it', () => {
    const lines = ({ objects }: Declarations): string[] =>
      objects
        .map(
          ({ kind, schema, table, name, isPrefix }) =>
            `${kind} ${schema}.${table}.${name}${isPrefix ? '_*' : ''}`,
        )
        .sort();
    assert.deepEqual(lines(ofEmitted), [
      'check public.users.email_long_3bfe2f27',
      'check public.users.id_positive',
      'check public.users.users_kind_check_12a99a97',
      'check public.users.users_kinds_check_917e8c67',
      'check public.users.users_tags_elem_not_null_aecbe9e2',
      'policy public.users.All of it',
      'policy public.users.own_cb583d83',
      'row level security public.users.users',
    ]);
    const hashed = lines(ofEmitted).map((line) => line.replace(/_[0-9a-f]{8}$/, '_*'));
    assert.deepEqual(lines(ofSchema), hashed.sort());
  });

  it('knows where each index and table is declared', () => {
    const named = (of: Declarations, name: string) => {
      const found = of.indexes.find((index) => index.name === name);
      assert.ok(found);
      return found;
    };
    assert.match(textOf(named(ofEmitted, 'author_live'), emitted), /^\{\s+"columns"[^]+"author_live"[^]+\}$/);
    assert.match(
      textOf(named(ofSchema, 'several_lines_7952f681'), schema),
      /^@@index\(\[title, id\],\n[^]+\n {4}\)$/,
    );
    const { range } = ofEmitted.tables.find(({ table }) => table === 'users') ?? assert.fail();
    assert.deepEqual(Object.keys(JSON.parse(emitted.text.slice(range.start, range.end)) as object).sort(), [
      'checks',
      'columns',
      'foreignKeys',
      'indexes',
      'primaryKey',
      'uniques',
    ]);
  });

  it('counts as its schema language says it where what it emitted cannot be read, and is not known without that', () => {
    const conflict = { ...emitted, text: emitted.text.replace('"storage"', '<<<<<<< HEAD\n"storage"') };
    assert.deepEqual(indexLines(readDeclarations([schema, conflict])), indexLines(ofSchema));
    for (const text of [conflict.text, '{', '{ "storage": 1 }', '{ "name": "a package" }']) {
      const { isKnown, indexes, tables, objects } = readDeclarations([{ file: 'contract.json', text }]);
      assert.deepEqual([isKnown, indexes, tables, objects], [false, [], [], []]);
    }
    assert.equal(readDeclarations([emitted]).isKnown, true);
  });

  it('of the first releases names indexes without a hash, and knows no schemas', () => {
    const early = {
      target: 'postgres',
      storage: {
        tables: {
          post: {
            columns: { id: { nativeType: 'int4' }, authorId: { nativeType: 'int4' } },
            foreignKeys: [{ columns: ['authorId'], index: true }],
            indexes: [{ columns: ['id', 'authorId'] }],
            primaryKey: { columns: ['id'] },
            uniques: [],
          },
        },
      },
    };
    assert.deepEqual(indexLines(readDeclarations([{ file: 'contract.json', text: JSON.stringify(early) }])), [
      'undefined.post.post_authorId_idx index | authorId |  | ',
      'undefined.post.post_id_authorId_idx index | id,authorId |  | ',
      'undefined.post.post_pkey id | id |  | ',
    ]);
  });

  it('for another database says which', () => {
    assert.equal(
      readDeclarations([{ file: 'c.json', text: '{"target":"mongo","storage":{}}' }]).provider,
      'mongo',
    );
  });

  it('is read wherever it breaks off and whatever is cut out or put in, with every model before the break', () => {
    const all = (file: SchemaFile): Declarations => {
      const read = readDeclarations([file]);
      for (const { range } of [...read.indexes, ...read.tables, ...read.objects]) {
        assert.ok(range.start >= 0 && range.start <= range.end && range.end <= file.text.length);
      }
      return read;
    };
    // Every few signs only: half-typed.test.ts reads a smaller schema at each.
    for (let length = 0; length <= schema.text.length; length += 7) {
      const { tables } = all({ ...schema, text: schema.text.slice(0, length) });
      const complete = ofSchema.tables.filter(({ range }) => range.end <= length);
      const whole = tables.map(({ model }) => model);
      assert.ok(
        complete.every(({ model }) => whole.includes(model)),
        `at ${length}`,
      );
    }
    const pieces = [
      '"',
      '`',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '\n',
      '//',
      '@@index(',
      'namespace x {',
      '\\',
      '_',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(schema, emitted),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(60),
        fc.constantFrom('', ...pieces),
        (file, place, length, piece) => {
          const at = Math.floor(place * file.text.length);
          all({ ...file, text: file.text.slice(0, at) + piece + file.text.slice(at + length) });
        },
      ),
    );
  });
});
