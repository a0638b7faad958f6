import assert from 'node:assert/strict';
import type { SchemaObject, SchemaSnapshot } from '../../../../src/core/database/schema-snapshot';
import { likelyCause } from '../../../../src/core/drift/likely-cause';

const snapshot = (version: string): SchemaSnapshot => ({
  ...{ serverVersion: 180000, ownSchema: 'public' },
  objects: [{ type: 'extension', schema: 'public', table: null, name: 'vector', facts: { version } }],
});

function causeOf(type: SchemaObject['type'], expected: string, actual: string) {
  const object: SchemaObject = {
    type,
    schema: 'public',
    table: 'notes',
    name: 'it',
    facts: { definition: actual },
  };
  return likelyCause(
    {
      ...{ kind: 'different', object, parts: [] },
      expected: { ...object, facts: { definition: expected } },
      facts: [{ fact: 'definition', expected, actual }],
    },
    {
      ...{ edited: [], failed: [], marked: [], pending: [], missing: [], isDeclared: () => undefined },
      ...{ expected: snapshot('0.8.0'), actual: snapshot('0.7.0') },
    },
  ).kind;
}

describe('the likely cause of a difference, where an extension has another version', () => {
  // Mutation: for everything whose text has the extension's name in it.
  it('is not that version for another index of the name', () => {
    const using = (opclass: string): string => `CREATE INDEX it ON notes USING ivfflat (e ${opclass})`;
    assert.equal(causeOf('index', using('vector_cosine_ops'), using('vector_l2_ops')), 'hand');
  });

  it('may be it for what the extension itself prints', () => {
    assert.equal(causeOf('view', 'SELECT vector_dims(e)', 'SELECT public.vector_dims(e)'), 'extension');
  });
});
