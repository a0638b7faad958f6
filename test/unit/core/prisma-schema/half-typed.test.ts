import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';

const read = (text: string) => readDeclarations([{ file: 'schema.prisma', text }]);
const names = (text: string) => read(text).indexes.map((index) => index.name);

const schema = `// The shop.
generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}

datasource db {
  provider = "postgresql"
}

model User {
  id    Int     @id @default(autoincrement())
  email String  @unique(map: "one \\" account")
  posts Post[]

  @@index([email(ops: raw("gin_trgm_ops"))], type: Gin, map: "trigrams")
}

/* A post
 * belongs to a user. */
model Post {
  id       Int   @id
  authorId Int   @map("author_id")
  author   User  @relation(fields: [authorId], references: [id])
  labels   Label[]

  @@index([authorId(sort: Desc), id], where: { authorId: { not: null } })
  @@map("posts")
}

enum Colour {
  RED  @map("}")
}

model Label {
  name  String @id
  posts Post[]
  @@unique([name], map: "label")
}
`;

describe('reading a half-typed schema', () => {
  it('never throws, and finds every complete model before the break, at each prefix', () => {
    const whole = read(schema);
    for (let length = 0; length <= schema.length; length++) {
      const found = read(schema.slice(0, length));
      const complete = whole.tables.filter((table) => table.range.end <= length);
      for (const [number, { model, table, fields, range }] of complete.entries()) {
        const same = found.tables[number];
        assert.deepEqual([same?.model, same?.table, same?.range], [model, table, range], `at ${length}`);
        // A list of a model that is not yet there looks like a list of an enum's values.
        for (const [column, field] of fields) assert.equal(same?.fields.get(column), field, `at ${length}`);
      }
      const own = whole.indexes.filter(
        (index) => !index.implicit && complete.some((table) => table.table === index.table),
      );
      assert.deepEqual(found.indexes.slice(0, own.length), own, `at ${length}`);
    }
  });

  it('never throws, and still finds the model behind the break, at each suffix', () => {
    for (let start = 0; start < schema.indexOf('model Label'); start++) {
      assert.ok(names(schema.slice(start)).includes('label'), `from ${start}`);
    }
  });

  it('loses one line at the most to an attribute that is not closed', () => {
    for (const broken of [
      '@@index([a, ',
      '@@index([a], map: "x',
      '@@index([a], map: "x\\',
      '@@index([a], where: { a: "',
      '@@index([a], where: { a: 1',
      '@@index([a(ops: raw("x)',
      '@@',
      '@@ ',
      '@',
      'b Unsupported("x',
      'b Int @map("x',
      'b Int @unique(map: "x',
      'b [',
      '= 3',
      '"',
      '/* not closed',
    ]) {
      const text = `model M {\n  a Int @unique\n  ${broken}\n  c Int @unique(map: "c")\n}\nmodel N {\n  a Int @unique\n}`;
      assert.deepEqual(names(text), ['M_a_key', 'c', 'N_a_key'], broken);
    }
  });

  it('ends a block without its brace where the next one begins', () => {
    const text = 'model M {\n  a Int @unique\n  // more\n\nmodel N {\n  model Int @unique\n}\n';
    const { tables } = read(text);
    assert.deepEqual(names(text), ['M_a_key', 'N_model_key']);
    assert.deepEqual(
      tables.map(({ range }) => text.slice(range.start, range.end)),
      ['model M {\n  a Int @unique', 'model N {\n  model Int @unique\n}'],
    );
  });

  it('knows an index whose own name is still to come by its default name', () => {
    assert.deepEqual(names('model M {\n  a Int\n  @@index([a], map: )\n}'), ['M_a_idx']);
    assert.deepEqual(names('model M {\n  a Int\n  @@index([a], map: , type: Hash)\n}'), ['M_a_idx']);
  });

  it('leaves out an index whose columns are still to come', () => {
    assert.deepEqual(names('model M {\n  a Int\n  @@index()\n  @@index([])\n  @@index(map: "x")\n}'), []);
  });

  it('keeps a named index on a field that is gone', () => {
    const [kept] = read('model M {\n  @@index([gone], map: "kept")\n}').indexes;
    assert.equal(kept?.name, 'kept');
    assert.deepEqual(kept.keys, [{ column: 'gone' }]);
  });

  it('takes an empty block on one line for a whole one', () => {
    const text = 'model M { } model N {\n  a Int @unique\n}';
    assert.deepEqual(names(text), ['N_a_key']);
    const { start, end } = read(text).tables[0]!.range;
    assert.equal(text.slice(start, end), 'model M { }');
  });

  it('never throws on any mixture of its pieces', () => {
    const piece = fc.constantFrom(
      ...schema.split(/\b|(?=\W)/).filter((part) => part !== ''),
      ...['/*', '*/', '\\', '\0', '\uFEFF', '\ud800', '\r', 'fields:', '__proto__', 'constructor'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
        read(pieces.join(''));
      }),
      { numRuns: 500 },
    );
  });

  it('takes brackets nested a million deep', () => {
    for (const open of ['[', 'a(', '{', 'raw(', '[a(']) {
      assert.deepEqual(names(`model M {\n  a Int @unique\n  @@index(${open.repeat(1e6)}\n}`), ['M_a_key']);
    }
  });
});
