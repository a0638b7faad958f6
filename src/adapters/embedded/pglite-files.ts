import fs from 'node:fs';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import type { EmbeddedAssets } from './assets';

const decompress = promisify(brotliDecompress);

type StartOptions = Pick<
  PGliteOptions,
  'pgliteWasmModule' | 'initdbWasmModule' | 'fsBundle' | 'loadDataDir' | 'startParams'
>;

const read = new Map<string, Promise<StartOptions>>();

/** What PGlite starts with. The files are read and compiled once a process: that takes as long as a start itself. */
export function startOptions(assets: EmbeddedAssets): Promise<StartOptions> {
  const known = read.get(assets.pglite);
  if (known) return known;
  const reading = readFiles(assets);
  // A file that is missing may be there the next time.
  reading.catch(() => read.delete(assets.pglite));
  read.set(assets.pglite, reading);
  return reading;
}

async function readFiles({ pglite, data, cluster }: EmbeddedAssets): Promise<StartOptions> {
  const [pgliteWasmModule, fsBundle, loadDataDir] = await Promise.all([
    compile(pglite),
    unpack(data),
    unpack(cluster),
  ]);
  return {
    ...{ pgliteWasmModule, fsBundle, loadDataDir },
    initdbWasmModule: new WebAssembly.Module(emptyModule),
    // To set up the usual 128 MB takes half of the time of a start, and there are hardly any rows.
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'],
  };
}

/** WebAssembly's heading and nothing else: there is a cluster already, so initdb is asked for but not run. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

async function compile(file: string): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(await fs.promises.readFile(file));
}

async function unpack(file: string): Promise<Blob> {
  return new Blob([await decompress(await fs.promises.readFile(file))]);
}
