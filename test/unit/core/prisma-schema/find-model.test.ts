import assert from 'node:assert/strict';
import { findDeclaredTable } from '../../../../src/core/prisma-schema/find-declared';
import { findModel } from '../../../../src/core/prisma-schema/find-model';
import { readDeclarations } from '../../../../src/core/prisma-schema/read-declarations';

describe('a model in its file', () => {
  const text =
    '\uFEFF// notes\nmodel Note {\n  id Int @id\n}\n\nmodel User {\n  id Int @id\n  name String\n\n  @@map("users")\n}\n';
  const files = [
    { file: 'a.prisma', text: 'model Other {\n  id Int @id\n}\n' },
    { file: 'b.prisma', text },
  ];

  // Catches a readBlockAt that begins at the start of the text.
  it('is found where its table was read, whole', () => {
    const table = findDeclaredTable(readDeclarations(files), 'users');
    assert.ok(table);
    const found = findModel(files, table);
    assert.ok(found);
    assert.equal(found.file, files[1]);
    assert.deepEqual(
      found.block.fields.map(({ name }) => name),
      ['id', 'name'],
    );
    assert.equal(
      text.slice(found.block.range.start, found.block.range.end),
      text.slice(text.indexOf('model User')).trimEnd(),
    );
  });

  it('is not found in a text where something else stands there', () => {
    const table = findDeclaredTable(readDeclarations(files), 'users');
    assert.ok(table);
    assert.equal(findModel([{ file: 'b.prisma', text: text.replace('Note', 'Notes') }], table), undefined);
    assert.equal(findModel([{ file: 'b.prisma', text: text.replace('User', 'Usei') }], table), undefined);
    assert.equal(findModel([{ file: 'c.prisma', text }], table), undefined);
  });
});
