import assert from 'node:assert/strict';
import { sharedServer } from '../../helpers/shared-servers';
import { testChanges } from './cases';
import { handMade } from './objects';
import { rowsOfPage } from './page';

describe('The page of what Prisma does not see', () => {
  it('has a row for each object that is tried, and no other', () => {
    assert.deepEqual([...rowsOfPage().keys()], [...new Set(handMade.map(({ title }) => title))]);
  });

  // The other Prismas, and what is of an extension, are in the full run.
  testChanges({ version: 7 }, async () => (await sharedServer()).createDatabase());
});
