import assert from 'node:assert/strict';
import { titleOf, withTitle } from '../../../../src/editor/labels/migration-title';

describe("a migration's name in a narrow row", () => {
  it('is that without the time, unless there is nothing else', () => {
    assert.equal(titleOf('20260301120000_add_tags'), 'add_tags');
    assert.equal(titleOf('20260301120000_'), '20260301120000_');
    assert.equal(titleOf('20260301120000'), '20260301120000');
    assert.equal(titleOf('init'), 'init');
  });

  it('is so for the new name of one that was renamed, too', () => {
    const to = '20260110120000_late_to_the_party';
    assert.deepEqual(withTitle({ kind: 'renamed', commit: 'c', to }), {
      ...{ kind: 'renamed', commit: 'c', to: 'late_to_the_party' },
    });
    assert.deepEqual(withTitle({ kind: 'renamed-here', to }), {
      ...{ kind: 'renamed-here', to: 'late_to_the_party' },
    });
    const branch = { kind: 'branch', branch: '20260110_x', path: 'p' } as const;
    assert.deepEqual(withTitle(branch), branch);
  });
});
