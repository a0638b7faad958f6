import assert from 'node:assert/strict';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';
import { declaresObject } from '../../../../src/core/protection/declares-object';
import type { ObjectKind } from '../../../../src/core/ledger/object-record';
import { relationKey } from '../../../../src/core/ledger/records';

const declared = readDeclarations([
  {
    file: 'contract.prisma',
    text: `// use prisma-8
model A {
  id Int @id
  @@check(expression: "id > 0", name: "positive")
  @@check(expression: "(id < 9)", map: "small")
  @@rls
}
policy_select read {
  target = A
  using  = "true"
}
policy_all write {
  target = A
  using  = "true"
  @@map("write")
}
`,
  },
]);

describe('a declared object', () => {
  const isDeclared = (kind: ObjectKind, name: string, table = 'A', schema = 'public'): boolean =>
    declaresObject(declared, { kind, name, schema, table: relationKey(schema, table) });

  it('is known by its kind, table and name, and by the name in front of a hash', () => {
    assert.ok(isDeclared('check', 'positive_0f1e2d3c'));
    assert.ok(isDeclared('check', 'small'));
    assert.ok(isDeclared('policy', 'read_0f1e2d3c'));
    assert.ok(isDeclared('policy', 'write'));
    assert.ok(isDeclared('row level security', 'A'));
  });

  it('is no other', () => {
    assert.ok(!isDeclared('check', 'positive_of_hand'));
    assert.ok(!isDeclared('check', 'small_0f1e2d3c'));
    assert.ok(!isDeclared('check', 'small', 'B'));
    assert.ok(!isDeclared('check', 'small', 'A', 'audit'));
    assert.ok(!isDeclared('policy', 'small'));
    assert.ok(!isDeclared('policy', 'writes'));
    assert.ok(!isDeclared('row level security', 'B', 'B'));
    assert.ok(!isDeclared('trigger', 'write'));
    const schema = readDeclarations([
      { file: 'schema.prisma', text: 'model A {\n  id Int @id\n  @@rls\n}\n' },
    ]);
    assert.deepEqual(schema.objects, []);
  });
});
