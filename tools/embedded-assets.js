// The files of the embedded PostgreSQL, as they lie in dist/ and ship. src/adapters/embedded/assets.ts names them too.
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

/** Copies or makes what is missing in `dist`, or older than the package that it comes from. Resolves to their names there. */
async function writeEmbeddedAssets(dist) {
  const pglite = path.dirname(require.resolve('@electric-sql/pglite'));
  const pgvector = path.dirname(require.resolve('@electric-sql/pglite-pgvector'));
  const tools = path.dirname(require.resolve('@electric-sql/pglite-tools/pg_dump'));
  const extensions = [pglite, pgvector].flatMap((folder) =>
    fs.readdirSync(folder).flatMap((name) => (name.endsWith('.tar.gz') ? [path.join(folder, name)] : [])),
  );
  const copied = {
    // It looks for its WASM beside the bundle.
    'pg_dump.wasm': path.join(tools, 'pg_dump.wasm'),
    'embedded/pglite.wasm': path.join(pglite, 'pglite.wasm'),
    ...Object.fromEntries(extensions.map((file) => [`embedded/extensions/${path.basename(file)}`, file])),
  };
  fs.mkdirSync(path.join(dist, 'embedded/extensions'), { recursive: true });
  for (const [name, file] of Object.entries(copied)) copyIfNewer(file, path.join(dist, name));
  const data = path.join(pglite, 'pglite.data');
  const made = {
    'embedded/pglite.data.br': [[data], () => fs.readFileSync(data)],
    'embedded/cluster.br': [[require.resolve('@electric-sql/pglite'), __filename], makeCluster],
  };
  for (const [name, [from, make]] of Object.entries(made)) {
    await makeIfNewer(from, path.join(dist, name), make);
  }
  return [...Object.keys(copied), ...Object.keys(made)];
}

/**
 * A database cluster as initdb leaves it, but smaller, since every start copies all of it: without `template0`, which
 * nobody needs beside `template1`, and with one file of write-ahead log of 1 MB. It was shut down, so that a start has nothing
 * to recover. src/adapters/embedded/memory-files.ts reads it:
 *
 * - the length of the list in bytes, as 32 bits, the least significant first
 * - the list as JSON: `[path]` for a folder, before what is in it, and `[path, offset, length]` for a file
 * - the bytes of the files; those with the same bytes share them, as most of `template1` and `postgres` do
 */
async function makeCluster() {
  const { PGlite } = require('@electric-sql/pglite');
  const database = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] });
  await database.exec('ALTER DATABASE template0 IS_TEMPLATE false');
  await database.exec('DROP DATABASE template0');
  await database.exec('SELECT pg_switch_wal()');
  await database.exec('CHECKPOINT');
  const { rows } = await database.query('SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS log');
  const { FS } = database.Module;
  await database.close();
  return packCluster(FS, PGlite.paths.PGDATA, (file) => {
    return /^pg_wal\/[0-9A-F]{24}$/.test(file) && file !== `pg_wal/${rows[0].log}`;
  });
}

function packCluster(FS, root, isLeftOut) {
  const list = [];
  const contents = [];
  const offsets = new Map();
  let size = 0;
  const pack = (file, bytes) => {
    const text = bytes.toString('latin1');
    if (!offsets.has(text)) {
      offsets.set(text, size);
      contents.push(bytes);
      size += bytes.length;
    }
    list.push([file, offsets.get(text), bytes.length]);
  };
  const walk = (folder) => {
    for (const name of FS.readdir(path.posix.join(root, folder))) {
      const file = path.posix.join(folder, name);
      const at = path.posix.join(root, file);
      if (name === '.' || name === '..' || isLeftOut(file)) continue;
      if (FS.isDir(FS.stat(at).mode)) {
        list.push([file]);
        walk(file);
      } else {
        pack(file, Buffer.from(FS.readFile(at)));
      }
    }
  };
  walk('');
  const head = Buffer.from(JSON.stringify(list));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...contents]);
}

async function makeIfNewer(sources, to, make) {
  if (sources.some((from) => isNewer(from, to))) fs.writeFileSync(to, compress(await make()));
}

/**
 * The tables of a cluster hold much of the same, megabytes apart: a large window finds that, gzip does not. Slower settings
 * save another eighth, and take twenty times as long.
 */
function compress(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  return zlib.brotliCompressSync(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: 9, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

function copyIfNewer(from, to) {
  if (isNewer(from, to)) fs.copyFileSync(from, to);
}

function isNewer(from, to) {
  const made = fs.existsSync(to) ? fs.statSync(to).mtimeMs : 0;
  return fs.statSync(from).mtimeMs > made;
}

module.exports = { writeEmbeddedAssets };
