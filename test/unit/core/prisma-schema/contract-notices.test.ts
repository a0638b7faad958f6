import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { contractNotices } from '../../../../src/core/prisma-schema/contract-notices';
import { schemaProblems } from '../../../../src/core/prisma-schema/problems';

const read = (file: string) => ({ file, text: readFileSync(`test/fixtures/contract/${file}`, 'utf8') });
const schema = read('contract.prisma');
const emitted = read('contract.json');
const changed = (from: string, to: string) => {
  const text = schema.text.replace(from, to);
  assert.notEqual(text, schema.text);
  return { ...schema, text };
};

describe('notices about a contract', () => {
  it('are none where it is what was emitted', () => {
    assert.deepEqual(contractNotices([schema, emitted]), []);
    assert.deepEqual(contractNotices([emitted]), []);
    assert.deepEqual(contractNotices([]), []);
    assert.deepEqual(contractNotices([{ file: 'schema.prisma', text: 'model A {\n  id Int @id\n}\n' }]), []);
    assert.deepEqual(schemaProblems([schema, emitted]), []);
    assert.deepEqual(schemaProblems([emitted]), []);
  });

  it('say that it was not emitted', () => {
    assert.deepEqual(
      contractNotices([schema], (file) => `src/prisma/${file}`),
      [
        'src/prisma/contract.prisma has no emitted contract (contract.json), so what it declares was read from itself, and Prisma can plan nothing: emit the contract.',
      ],
    );
  });

  it('say which index the emitted one lacks, or has still', () => {
    const notice = (difference: string): string[] => [
      `contract.json is not what contract.prisma says: ${difference}. Prisma acts on the emitted contract, and so does what is said here: emit the contract again.`,
    ];
    const more = changed(
      '@@map("features")',
      '@@map("features")\n  @@index([priority, id])\n  @@unique([priority])',
    );
    assert.deepEqual(
      contractNotices([more, emitted]),
      notice('it lacks features_priority_id_idx_66d5d42e and 1 other'),
    );
    // One of the same name but for its hash.
    assert.match(
      contractNotices([changed('id   > 1', 'id > 2'), emitted])[0] ?? '',
      /lacks several_lines_[0-9a-f]{8}\./,
    );
    const fewer = changed('    @@unique([title, authorId], map: "title_author")\n', '');
    assert.deepEqual(contractNotices([fewer, emitted]), notice('it still has title_author'));
    // What is written otherwise only is the same.
    assert.deepEqual(contractNotices([changed('id   > 1', ' id > 1 '), emitted]), []);
  });

  it('do not say so of an index that an attribute of an extension may have made', () => {
    const brought = changed(
      '    @@unique([title, authorId], map: "title_author")\n',
      '    @@bm25([title])\n',
    );
    assert.deepEqual(contractNotices([brought, emitted]), []);
  });

  it('do not compare the names of the first releases, which were others', () => {
    const early = {
      ...emitted,
      text: emitted.text.replaceAll('prisma contract emit', 'prisma-next contract emit'),
    };
    assert.deepEqual(contractNotices([changed('id   > 1', 'id > 2'), early]), []);
  });

  it('say why it cannot be read, and what counts then', () => {
    const conflict = {
      ...emitted,
      text: emitted.text.replace('\n  "storage"', '\n<<<<<<< HEAD\n  "storage"'),
    };
    const line = conflict.text.slice(0, conflict.text.indexOf('<<<<<<<')).split('\n').length;
    assert.deepEqual(contractNotices([schema, conflict]), [
      `contract.json:${line}: this cannot be read: it has the marks of a merge conflict, so what is declared was read from contract.prisma: emit the contract again.`,
    ]);
    assert.deepEqual(contractNotices([{ file: 'contract.json', text: '{ "name": "a package" }' }]), [
      'contract.json:1: this has no storage with tables, as a contract that Prisma 8 emits has, so what is declared is not known: emit the contract again.',
    ]);
    assert.match(
      contractNotices([{ file: 'c.json', text: '{\n  "a": ' }])[0] ?? '',
      /^c\.json:2: this cannot be read: a value is missing here, so/,
    );
    assert.deepEqual(contractNotices([{ file: 'contract.json', text: '' }]), [
      'contract.json:1: this cannot be read: the file is empty; it needs at least {}, so what is declared is not known: emit the contract again.',
    ]);
  });
});
