import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PGlite, type Extension } from '@electric-sql/pglite';
import { findAssets, type EmbeddedAssets } from './assets';

/** A PostgreSQL of this process, empty at first and gone when it is closed. One session, whoever asks. */
export interface EmbeddedDatabase {
  /** Runs a script of any number of statements. Rejects with PostgreSQL's own error. */
  readonly run: (sql: string) => Promise<void>;
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

/**
 * Starts an embedded PostgreSQL, which takes a second or two.
 *
 * @param extensions those that may be created in it; one that there is not is left out, and CREATE EXTENSION then says so
 * @throws HumanError where its files are missing
 */
export async function openEmbedded(
  extensions: readonly string[],
  assets: EmbeddedAssets = findAssets(),
): Promise<EmbeddedDatabase> {
  const database = await PGlite.create({
    pgliteWasmModule: new WebAssembly.Module(fs.readFileSync(assets.pglite)),
    initdbWasmModule: new WebAssembly.Module(fs.readFileSync(assets.initdb)),
    fsBundle: new Blob([fs.readFileSync(assets.data)]),
    loadDataDir: new Blob([fs.readFileSync(assets.cluster)]),
    extensions: Object.fromEntries(
      [...new Set(extensions)].flatMap((name) => {
        const bundle = bundleOf(name, assets);
        return bundle === undefined ? [] : [[name, extensionIn(name, bundle)]];
      }),
    ),
  });
  return {
    run: async (sql) => {
      await database.exec(sql);
    },
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await database.query<Row>(sql, [...parameters])).rows,
    close: () => database.close(),
  };
}

/** Names of the extensions that an embedded database can have. */
export function availableExtensions({ extensions }: EmbeddedAssets = findAssets()): string[] {
  return fs
    .readdirSync(extensions)
    .filter((file) => file.endsWith('.tar.gz'))
    .map((file) => file.slice(0, -'.tar.gz'.length));
}

function bundleOf(name: string, { extensions }: EmbeddedAssets): string | undefined {
  // A name comes out of somebody's SQL.
  if (!/^[\w-]+$/.test(name)) return undefined;
  const file = path.join(extensions, `${name}.tar.gz`);
  return fs.existsSync(file) ? file : undefined;
}

function extensionIn(name: string, bundle: string): Extension {
  return {
    name,
    setup: (_, emscriptenOpts: unknown) =>
      Promise.resolve({ emscriptenOpts, bundlePath: pathToFileURL(bundle) }),
  };
}
