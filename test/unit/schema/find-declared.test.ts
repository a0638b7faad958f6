import assert from 'node:assert/strict';
import { findDeclared, findDeclaredTable } from '../../../src/core/schema/find-declared';
import { readDeclarations } from '../../../src/core/schema/read-declarations';

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
});
