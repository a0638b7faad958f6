import { PGlite, type Extensions } from '@electric-sql/pglite';
import { findAssets } from '../../src/adapters/embedded/assets';
import { startOptions } from '../../src/adapters/embedded/pglite-files';
import { isHumanError } from '../../src/core/human-error';
import { buildCli } from './cli';

/**
 * Opens an embedded PostgreSQL. It begins with the cluster that the build has made, as our own does, and its WebAssembly
 * is compiled once a process: by itself PGlite makes a cluster for each, which takes several times as long.
 */
export async function openPglite<TExtensions extends Extensions>(extensions: TExtensions) {
  return await PGlite.create({ ...(await startOptions(builtAssets())), extensions });
}

function builtAssets() {
  try {
    return findAssets();
  } catch (error) {
    if (!isHumanError(error)) throw error;
    buildCli();
    return findAssets();
  }
}
