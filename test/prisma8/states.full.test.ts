import { buildCli } from '../helpers/cli';
import { openPrisma8Project } from '../helpers/prisma-8/project';
import type { PgliteServer } from '../helpers/pglite-server';
import { sharedPglite } from '../helpers/shared-servers';
import { states } from './states/all';
import { placeOf, type Place } from './states/state';
import { checkLint, checkPredict, checkStatus } from './states/told';
import { checkTruth } from './states/truth';

for (const state of states) {
  describe(`a project of Prisma 8: ${state.title}`, () => {
    let server: PgliteServer;
    let place: Place | undefined;

    before(async () => {
      buildCli();
      server = await sharedPglite();
      await server.clear();
      place = placeOf(openPrisma8Project(state.contents), server.url);
      await state.make(place);
    });

    after(() => place?.remove());

    it('lint finds in each migration what it takes away, and nothing else', async () => {
      if (place) await checkLint(state, place);
    });

    it('predict tells what db update takes, and says where that is not known', async () => {
      if (place) await checkPredict(state, place);
    });

    it('status says where the database is, and of each migration what Prisma says', async () => {
      if (place) await checkStatus(state, place);
    });

    it('is what it says of itself', async () => {
      if (place) await checkTruth(state, place, server);
    });
  });
}
