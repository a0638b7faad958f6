import assert from 'node:assert/strict';
import { openDatabases, type Databases } from './engines';

let opened: Databases | undefined;

before(async () => {
  opened = await openDatabases();
});

after(async () => {
  await Promise.all([opened?.main.close(), opened?.shadow.close()]);
});

/** The databases that all tests of this folder share, from the first hook on. */
export function databases(): Databases {
  assert.ok(opened);
  return opened;
}
