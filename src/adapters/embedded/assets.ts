import fs from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';

/** What PGlite needs, as files. */
export interface EmbeddedAssets {
  readonly pglite: string;
  /** PGlite's file system, compressed by Brotli. */
  readonly data: string;
  /** A cluster as initdb leaves it, as tools/embedded-assets.js packs it, compressed by Brotli. */
  readonly cluster: string;
  /** Extensions as `NAME.tar.gz`. */
  readonly extensions: string;
}

/**
 * Where the embedded database's files are: beside the bundle, and in node_modules where the sources run by themselves.
 *
 * @throws HumanError where they are missing
 */
export function findAssets(folder = __dirname): EmbeddedAssets {
  const beside = path.join(folder, 'embedded');
  if (fs.existsSync(beside)) return assetsIn(beside, path.join(beside, 'extensions'));
  for (let here = folder; ; here = path.dirname(here)) {
    const dist = path.join(here, 'dist', 'embedded');
    if (fs.existsSync(dist)) return assetsIn(dist, path.join(dist, 'extensions'));
    if (here === path.dirname(here)) break;
  }
  throw new HumanError(
    `The embedded database's files are missing beside ${folder}. Install Migration Guard again.`,
  );
}

function assetsIn(folder: string, extensions: string): EmbeddedAssets {
  return {
    pglite: path.join(folder, 'pglite.wasm'),
    data: path.join(folder, 'pglite.data.br'),
    cluster: path.join(folder, 'cluster.br'),
    extensions,
  };
}
