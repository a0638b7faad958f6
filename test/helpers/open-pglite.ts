import fs from 'node:fs';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { PGlite, type Extensions } from '@electric-sql/pglite';
import { findAssets } from '../../src/adapters/embedded/assets';
import { isHumanError } from '../../src/core/human-error';
import { buildCli } from './cli';

let parts: ReturnType<typeof readParts> | undefined;

/**
 * Opens an embedded PostgreSQL. It begins with the cluster that the build has made, as our own does, and its WebAssembly
 * is compiled once a process: by itself PGlite makes a cluster for each, which takes several times as long.
 */
export async function openPglite<TExtensions extends Extensions>(extensions: TExtensions) {
  parts ??= readParts();
  return await PGlite.create({ ...(await parts), startParams, extensions });
}

/** To set up the usual 128 MB takes a third of the time of a start. */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=4MB'];

/** WebAssembly's heading and nothing else: there is a cluster already, so initdb is asked for but not run. */
const nothing = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

async function readParts() {
  const { pglite, data, cluster } = builtAssets();
  return {
    pgliteWasmModule: new WebAssembly.Module(fs.readFileSync(pglite)),
    initdbWasmModule: new WebAssembly.Module(nothing),
    fsBundle: await unpack(data),
    loadDataDir: await unpack(cluster),
  };
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

async function unpack(file: string): Promise<Blob> {
  return new Blob([await promisify(brotliDecompress)(fs.readFileSync(file))]);
}
