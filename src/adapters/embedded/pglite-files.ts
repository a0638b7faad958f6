import fs from 'node:fs';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import type { EmbeddedAssets } from './assets';
import { MemoryFiles } from './memory-files';

const decompress = promisify(brotliDecompress);

type StartOptions = Pick<
  PGliteOptions,
  'pgliteWasmModule' | 'initdbWasmModule' | 'fsBundle' | 'fs' | 'startParams'
>;

/** The files as they are read: every database gets copies. */
interface Files {
  readonly pglite: WebAssembly.Module;
  readonly data: Buffer;
  readonly cluster: Buffer;
}

const read = new Map<string, Promise<Files>>();

/** What a PGlite starts with. The files are read and compiled once a process: that takes as long as a start itself. */
export async function startOptions(assets: EmbeddedAssets): Promise<StartOptions> {
  const { pglite, data, cluster } = await filesOf(assets);
  return {
    pgliteWasmModule: pglite,
    initdbWasmModule: new WebAssembly.Module(emptyModule),
    fsBundle: new Blob([data]),
    fs: new MemoryFiles(cluster),
    startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ['-c', setting])],
  };
}

const settings = [
  // To set up the usual 128 MB takes half of the time of a start, and there are hardly any rows.
  'shared_buffers=8MB',
  // Nothing is left to recover when the process ends: the log needs neither whole pages nor a place prepared for it.
  'full_page_writes=off',
  'wal_init_zero=off',
  'synchronous_commit=off',
];

function filesOf(assets: EmbeddedAssets): Promise<Files> {
  const known = read.get(assets.pglite);
  if (known) return known;
  const reading = readFiles(assets);
  // A file that is missing may be there the next time.
  reading.catch(() => read.delete(assets.pglite));
  read.set(assets.pglite, reading);
  return reading;
}

async function readFiles(assets: EmbeddedAssets): Promise<Files> {
  const [pglite, data, cluster] = await Promise.all([
    compile(assets.pglite),
    unpack(assets.data),
    unpack(assets.cluster),
  ]);
  return { pglite, data, cluster };
}

/** WebAssembly's heading and nothing else: there is a cluster already, so initdb is asked for but not run. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

async function compile(file: string): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(await fs.promises.readFile(file));
}

async function unpack(file: string): Promise<Buffer> {
  return await decompress(await fs.promises.readFile(file));
}
