import assert from 'node:assert/strict';
import { isLinkedToRailway } from '../../../../src/adapters/environments/railway-link';
import { inWorkspace } from '../../../helpers/workspace';

const config = 'home/.railway/config.json';

describe('whether Railway is linked', () => {
  it(
    'is known from the folders that its command line has linked, and those below',
    inWorkspace(({ at, write }) => {
      const env = { HOME: at('home') };
      const isLinked = (folder: string): boolean => isLinkedToRailway(at(folder), env);
      assert.equal(isLinked('work/app'), false);
      write({
        [config]: JSON.stringify({ projects: { [at('work/app')]: { project: 'x' } }, user: { token: 't' } }),
      });
      assert.equal(isLinked('work/app'), true);
      assert.equal(isLinked('work/app/packages/api'), true);
      assert.equal(isLinked('work'), false);
      assert.equal(isLinked('work/application'), false);
    }),
  );

  it(
    'is taken for granted where there is a token',
    inWorkspace(({ at }) => {
      assert.equal(isLinkedToRailway(at('app'), { HOME: at('home'), RAILWAY_TOKEN: 't' }), true);
      assert.equal(isLinkedToRailway(at('app'), { HOME: at('home'), RAILWAY_API_TOKEN: 't' }), true);
      assert.equal(isLinkedToRailway(at('app'), { HOME: at('home'), RAILWAY_TOKEN: '' }), false);
    }),
  );

  it(
    'is not known from a file that is broken',
    inWorkspace(({ at, write }) => {
      for (const text of ['{', '[]', 'null', '{ "projects": 7 }']) {
        write({ [config]: text });
        assert.equal(isLinkedToRailway(at('app'), { HOME: at('home') }), false, text);
      }
    }),
  );
});
