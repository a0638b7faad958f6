import assert from 'node:assert/strict';
import { schemaProblems } from '../../../../src/core/prisma-schema/problems';

const model = 'model A {\n  id Int @id\n  @@index([id])\n}\n';
const problems = (...texts: string[]): string[] =>
  schemaProblems(texts.map((text, index) => ({ file: String(index), text }))).map(
    ({ file, offset, message }) => `${file}:${offset} ${message}`,
  );

describe('what keeps a schema from being read', () => {
  it('is nothing where every block is closed, or there is no text', () => {
    assert.deepEqual(problems(model, '', `enum E {\n  A\n}\ndatasource db {}\n${model}`), []);
    assert.deepEqual(problems(), []);
    assert.deepEqual(problems(' \n'), []);
  });

  it('is a block without its brace, at the end or before another', () => {
    assert.deepEqual(problems(`${model}model B {\n  id Int`), ['0:41 model B has no closing brace']);
    assert.deepEqual(problems(`datasource db {\n  provider = "postgresql"\n${model}`, model), [
      '0:0 datasource db has no closing brace',
    ]);
  });

  it('is text without any block', () => {
    assert.deepEqual(problems('', '<<<<<<< HEAD'), ['1:0 there is no model and no other block']);
  });
});
