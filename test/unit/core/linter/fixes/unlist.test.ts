import assert from 'node:assert/strict';
import { applyEdits } from '../../../../../src/core/edits';
import { unlistEdit } from '../../../../../src/core/linter/fixes/unlist';
import { readDriftIgnore } from '../../../../../src/core/protection/read-drift-ignore';

/** The text without the entry of that name. */
function without(name: string, text: string): string | undefined {
  const entry = readDriftIgnore('drift-ignore.json', text).entries.find((one) => one.name === name);
  assert.ok(entry, `${name} is not listed`);
  const edit = unlistEdit(text, entry.range);
  return edit && applyEdits(text, [edit]);
}

const three = `{
  // Ours.
  "protectedIndexes": [
    { "name": "a" }, // first
    { "name": "b" },
    { "name": "c" }
  ],
  "ignorePatterns": []
}
`;

describe('an entry that is taken out of drift-ignore.json', () => {
  it('goes with its comma, and leaves the others as they stand', () => {
    assert.equal(without('a', three), three.replace('{ "name": "a" }, // first\n    ', ''));
    assert.equal(without('b', three), three.replace('{ "name": "b" },\n    ', ''));
    assert.equal(without('c', three), three.replace(',\n    { "name": "c" }', ''));
  });

  it('leaves an empty list where it was the only one', () => {
    assert.equal(
      without('a', '{ "protectedIndexes": [\n  { "name": "a" }\n] }'),
      '{ "protectedIndexes": [] }',
    );
  });

  it('leaves what can be read where a comma stands behind the last', () => {
    const left = without('b', '{ "protectedIndexes": [{ "name": "a" }, { "name": "b" },] }');
    assert.equal(left, '{ "protectedIndexes": [{ "name": "a" },] }');
    assert.deepEqual(readDriftIgnore('drift-ignore.json', left).problems, []);
  });

  it('is nothing where no entry stands', () => {
    assert.equal(unlistEdit(three, { start: 3, end: 9 }), undefined);
    assert.equal(unlistEdit('not JSON', { start: 0, end: 1 }), undefined);
  });
});
