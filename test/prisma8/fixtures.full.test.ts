import assert from 'node:assert/strict';
import { prisma8Fixture, prisma8Fixtures } from '../helpers/prisma-8/fixtures';
import { sharedPglite } from '../helpers/shared-servers';
import { makeFixtures } from '../tools/prisma-8-fixtures';

describe('the projects of Prisma 8 in test/fixtures', () => {
  it('are what the packages make now: else `npm run fixtures` writes them', async () => {
    const inGit = Object.fromEntries(prisma8Fixtures().map((name) => [name, prisma8Fixture(name)]));
    assert.deepEqual(await makeFixtures(await sharedPglite()), inGit);
  });
});
