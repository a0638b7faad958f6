import assert from 'node:assert/strict';
import type { DeclaredIndex } from '../../../../src/core/prisma-schema/declarations';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';

const read = (...texts: string[]) =>
  readDeclarations(texts.map((text, number) => ({ file: `${number}.prisma`, text })));

/** The indexes of one model with the given lines. */
const indexesOf = (...lines: string[]) => read(`model M {\n${lines.join('\n')}\n}`).indexes;

const names = (indexes: readonly DeclaredIndex[]) => indexes.map((index) => index.name);

describe('reading what a Prisma schema declares', () => {
  // Catches taking the first block, which would leave the project out as another database's.
  it('takes the datasource of PostgreSQL, whatever stands before it', () => {
    const block = (name: string, provider: string) => `datasource ${name} {\n  provider = ${provider}\n}\n`;
    const [ours, other] = [block('db', '"postgres"'), block('old', '"sqlite"')];
    assert.equal(read(other + ours).provider, 'postgres');
    assert.equal(read(other, ours).provider, 'postgres');
    assert.equal(read(`// ${other.split('\n').join('\n// ')}\n${ours}`).provider, 'postgres');
    assert.equal(read(block('db', '["sqlite", "postgresql"]')).provider, 'postgresql');
    assert.equal(read(other).provider, 'sqlite');
  });

  it('gives names by the mapped table and columns', () => {
    const [unique, index, id] = read(`model User {
  email String @unique @map("e_mail")
  name  String
  @@index([name, email(sort: Desc)])
  @@id([name])
  @@map("users")
  @@schema("auth")
}`).indexes;
    assert.deepEqual(unique, {
      name: 'users_e_mail_key',
      alsoNamed: ['users.e_mail_unique'],
      table: 'users',
      schema: 'auth',
      kind: 'unique',
      implicit: false,
      keys: [{ column: 'e_mail' }],
      method: undefined,
      where: undefined,
      file: '0.prisma',
      range: { start: 28, end: 35 },
    });
    assert.equal(index?.name, 'users_name_e_mail_idx');
    assert.deepEqual(index.keys, [{ column: 'name' }, { column: 'e_mail', sort: 'desc' }]);
    assert.equal(id?.name, 'users_pkey');
    assert.equal(id.kind, 'id');
  });

  it('takes map: for the name in the database, and name: only where a plain index has no map:', () => {
    const indexes = indexesOf(
      'a Int @unique(map: "u1")',
      '@@index([a], map: "i1")',
      '@@index([a], name: "i2")',
      '@@index(fields: [a], map: "i3", name: "not this")',
      '@@unique([a], map: "u2", name: "client")',
      '@@unique([a], name: "client")',
      '@@id([a], name: "client")',
      '@@index([a], map: "")',
    );
    assert.deepEqual(names(indexes), ['u1', 'i1', 'i2', 'i3', 'u2', 'M_a_key', 'M_pkey', 'M_a_idx']);
  });

  it('also gives the name that Prisma 2 would have used, unless the schema gives one', () => {
    const indexes = indexesOf(
      'a Int @unique',
      'b Int @id',
      '@@index([a, b])',
      '@@unique([a, b], name: "both")',
      '@@index([a], name: "given")',
      '@@unique([a], map: "mapped", name: "client")',
    );
    assert.deepEqual(
      indexes.map((index) => index.alsoNamed),
      [['M.a_unique'], undefined, ['M.a_b_index'], ['both'], undefined, undefined],
    );
  });

  it('reads method, operator classes, order and predicate', () => {
    const [gin, trigram, partial, filtered] = indexesOf(
      'a Json',
      'b String',
      '@@index([a(ops: JsonbPathOps)], type: Gin)',
      '@@index([b(ops: raw("gist_trgm_ops(siglen=32)"), sort: Asc)], type: SpGist)',
      '@@index([b], where: raw("b <> \'\\"}\' -- "))',
      '@@index([b], where: { b: { not: "}" }, a: null })',
    );
    assert.deepEqual(gin?.keys, [{ column: 'a', ops: { name: 'jsonb_path_ops', raw: false } }]);
    assert.equal(gin.method, 'gin');
    assert.deepEqual(trigram?.keys, [
      { column: 'b', sort: 'asc', ops: { name: 'gist_trgm_ops(siglen=32)', raw: true } },
    ]);
    assert.equal(trigram.method, 'spgist');
    assert.deepEqual(partial?.where, { text: "b <> '\"}' -- ", raw: true });
    assert.deepEqual(filtered?.where, { text: '{ b: { not: "}" }, a: null }', raw: false });
  });

  it('takes a composite path with the column of its first field', () => {
    const [index] = indexesOf('address Address @map("addr")', '@@index([address.city.zip])');
    assert.deepEqual(index?.keys, [{ column: 'addr.city.zip' }]);
  });

  it('counts offsets in UTF-16 units from the start of the file, byte order mark included', () => {
    const text = '\uFEFFmodel M { // 😀 größe\r\n  a Int @unique(map: "ü")\r\n  @@index([a]) // 😀\r\n}\r\n';
    const { indexes, tables } = read(text);
    assert.deepEqual(
      indexes.map(({ range }) => text.slice(range.start, range.end)),
      ['@unique(map: "ü")', '@@index([a])'],
    );
    const { start, end } = tables[0]!.range;
    assert.equal(text.slice(start, end), text.slice(text.indexOf('model'), text.indexOf('}') + 1));
  });

  it('resolves the escapes of strings, surrogate pairs too', () => {
    const [index] = indexesOf('a Int @map("\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00")', '@@index([a])');
    assert.equal(index?.keys[0]?.column, '"\\/\b\f\n\r\tä😀');
  });

  it('cuts names at 63 bytes, never inside a character, and default names before their ending', () => {
    const [id, unique, index] = read(`model M {
  a Int @id
  b Int @unique @map("${'ü'.repeat(40)}")
  @@index([a], map: "${'😀'.repeat(20)}")
  @@map("x${'ü'.repeat(40)}")
}`).indexes;
    assert.equal(id?.name, `x${'ü'.repeat(28)}_pkey`);
    assert.equal(id.table, `x${'ü'.repeat(31)}`);
    assert.equal(unique?.name, `x${'ü'.repeat(29)}_key`);
    assert.deepEqual(unique.keys, [{ column: 'ü'.repeat(31) }]);
    assert.equal(index?.name, '😀'.repeat(15));
  });

  it('knows tables with their columns; relation fields and lists of models are not columns', () => {
    const { tables } = read(
      `model Post {
  id       Int @id @map("post_id")
  authorId Int @map("author")
  tags     String[]
  kind     Kind
  loc      Unsupported("geometry(Point, 4326)")? @map("location")
  author   User @relation(fields: [authorId], references: [id])
  labels   Label[]
  stats    Stats?
  gone     Missing? @relation(fields: [authorId], references: [id])
  @@map("posts")
}
enum Kind { // of post
  A
}
view Stats {
  id Int @unique
  @@index([id])
}
type Address {
  city String @unique
}`,
      'model User {\n  id Int @id\n}\nmodel Label {\n  id Int @id\n  @@ignore\n}',
    );
    assert.deepEqual(
      tables.map(({ model, table, file }) => [model, table, file]),
      [
        ['Post', 'posts', '0.prisma'],
        ['User', 'User', '1.prisma'],
        ['Label', 'Label', '1.prisma'],
      ],
    );
    assert.deepEqual(Object.fromEntries(tables[0]!.fields), {
      post_id: 'id',
      author: 'authorId',
      tags: 'tags',
      kind: 'kind',
      location: 'loc',
    });
  });

  it('declares indexes of models only: not of views, composite types and enums, nor full-text ones', () => {
    const { indexes } = read(`view V {
  id Int @unique
  @@index([id])
}
type T {
  id Int @unique
}
enum E {
  A @map("model X {")
  @@map("e")
}
model M {
  a String
  @@fulltext([a])
  @@ignore
}`);
    assert.deepEqual(indexes, []);
  });

  it('reads past comments, also where they hold what looks like a declaration', () => {
    const { indexes } = read(`/* model A {
  a Int @unique
} */ model B { // {
  a Int // @unique
  b Int /// @unique
  c Int @default(1) /* @unique
  } */
  /* } */ d Int @unique
  s String @default("// /* }") @unique
  // @@index([a])
  /// @@index([a])
  @@index([c]) // }
}`);
    assert.deepEqual(names(indexes), ['B_d_key', 'B_s_key', 'B_c_idx']);
  });

  it('reads the provider as written and the preview features of all generators once', () => {
    const { provider, previewFeatures } = read(
      'datasource db {\n  provider = "postgresql" // ours\n  url = env("DATABASE_URL")\n}',
      'generator a {\n  previewFeatures = ["views", "partialIndexes"]\n}',
      'generator b {\n  previewFeatures = ["views"]\n}',
    );
    assert.equal(provider, 'postgresql');
    assert.deepEqual(previewFeatures, ['views', 'partialIndexes']);
    assert.equal(read('datasource db {\n  provider = ["postgresql", "sqlite"]\n}').provider, 'postgresql');
    assert.equal(read('model M {\n  id Int @id\n}').provider, undefined);
    const nothing = read();
    assert.deepEqual([nothing.provider, nothing.previewFeatures], [undefined, []]);
    assert.deepEqual([nothing.indexes, nothing.tables], [[], []]);
  });
});
