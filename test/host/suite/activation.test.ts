import assert from 'node:assert/strict';
import { theExtension } from '../extension';

describe('the extension', () => {
  it('activates in a workspace with a migration', async () => {
    const extension = theExtension();
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
