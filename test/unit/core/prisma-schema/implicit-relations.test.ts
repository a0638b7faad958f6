import assert from 'node:assert/strict';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';

const read = (...texts: string[]) =>
  readDeclarations(texts.map((text, number) => ({ file: `${number}.prisma`, text })));

const implicitNames = (...texts: string[]) =>
  read(...texts)
    .indexes.filter((index) => index.implicit)
    .map((index) => index.name);

const joined = (table: string) => [`${table}_AB_pkey`, `${table}_AB_unique`, `${table}_B_index`];

describe('the indexes of implicit many-to-many relations', () => {
  it('are declared once, on a table named by the models in order, at the field of the first model', () => {
    const texts = [
      'model Tag {\n  id Int @id\n  posts Post[]\n  @@schema("b")\n}',
      'model Post {\n  id Int @id\n  tags Tag[] // many\n  @@map("posts")\n  @@schema("a")\n}',
    ];
    const implicit = read(...texts).indexes.filter((index) => index.implicit);
    assert.deepEqual(
      implicit.map(({ name, kind, keys }) => [name, kind, keys.map((key) => key.column).join()]),
      [
        ['_PostToTag_AB_pkey', 'id', 'A,B'],
        ['_PostToTag_AB_unique', 'unique', 'A,B'],
        ['_PostToTag_B_index', 'index', 'B'],
      ],
    );
    for (const { table, schema, file, range } of implicit) {
      assert.equal(table, '_PostToTag');
      assert.equal(schema, 'a');
      assert.equal(file, '1.prisma');
      assert.equal(texts[1]!.slice(range.start, range.end), 'tags Tag[]');
    }
  });

  it('take the name of the relation, positional or named, and tell several relations apart', () => {
    assert.deepEqual(
      implicitNames(`model A {
  x B[] @relation("First")
  y B[] @relation(name: "Second")
}
model B {
  x A[] @relation("First")
  y A[] @relation("Second")
}`),
      [...joined('_First'), ...joined('_Second')],
    );
  });

  it('are declared for a relation of a model with itself', () => {
    assert.deepEqual(
      implicitNames('model P {\n  friends P[] @relation("F")\n  of P[] @relation("F")\n}'),
      joined('_F'),
    );
  });

  it('are not declared where there is no list on both sides, or where a model holds the key', () => {
    assert.deepEqual(
      implicitNames(`model A {
  id Int @id
  bs B[]
  parent A? @relation("tree", fields: [id], references: [id])
  children A[] @relation("tree")
  alone A[] @relation("no other side")
  cs C[] @relation(fields: [id], references: [id])
  words String[]
}
model B {
  a A @relation(fields: [id], references: [id])
  id Int @id
}
model C {
  as A[]
}
view V {
  as A[]
}`),
      [],
    );
  });
});
