import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findDeclared, findDeclaredTable } from '../../../../src/core/prisma-schema/find-declared';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';
import { randomSchema } from './random-schema';

const read = (text: string) => readDeclarations([{ file: 'schema.prisma', text }]);

const twoSchemas = read(`model A {
  id Int @id
  @@index([id], map: "same")
  @@map("t")
  @@schema("a")
}
model B {
  id Int @id
  @@index([id], map: "same")
  @@map("t")
  @@schema("b")
}
model C {
  id Int @id
  email String @unique
}`);

describe('finding what is declared', () => {
  it('finds an index by its name in the database', () => {
    assert.equal(findDeclared(twoSchemas, 'C_email_key')?.table, 'C');
    assert.equal(findDeclared(twoSchemas, 'c_email_key'), undefined);
    assert.equal(findDeclared(twoSchemas, 'constructor'), undefined);
  });

  it('tells schemas apart where both sides name one', () => {
    assert.equal(findDeclared(twoSchemas, 'same', 'b')?.schema, 'b');
    assert.equal(findDeclared(twoSchemas, 'same', 'c'), undefined);
    assert.equal(findDeclared(twoSchemas, 'same')?.schema, 'a');
    assert.equal(findDeclaredTable(twoSchemas, 't', 'b')?.model, 'B');
    assert.equal(findDeclaredTable(twoSchemas, 't', 'c'), undefined);
  });

  it('takes a model without @@schema for one of any schema', () => {
    assert.equal(findDeclared(twoSchemas, 'C_pkey', 'public')?.table, 'C');
    assert.equal(findDeclaredTable(twoSchemas, 'C', 'tenant')?.model, 'C');
  });

  it('finds an index by the name that Prisma 2 gave it, but its name of today comes first', () => {
    assert.equal(findDeclared(twoSchemas, 'C.email_unique')?.name, 'C_email_key');
    const both = read(`model M {
  a Int
  b Int
  @@unique([a], name: "x")
  @@index([b], map: "x")
}`);
    assert.equal(findDeclared(both, 'x')?.kind, 'index');
  });

  it('knows without reading the models that a name is nowhere, and never says so of one that is declared', () => {
    assert.equal(twoSchemas.mayDeclare('idx_c_email'), false);
    assert.equal(twoSchemas.mayDeclare('same'), true);
    assert.equal(
      read('model M {\n  a Int @unique(map: "\\u0061_b")\n}').mayDeclare('a_b'),
      true,
      'an escape',
    );
    fc.assert(
      fc.property(randomSchema, (text) => {
        const declarations = read(text);
        for (const { name, alsoNamed = [] } of declarations.indexes) {
          for (const one of [name, ...alsoNamed]) assert.ok(declarations.mayDeclare(one), one);
        }
      }),
      { numRuns: 300 },
    );
  });
});
