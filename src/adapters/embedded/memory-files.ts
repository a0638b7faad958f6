import { MemoryFS, PGlite, type postgresMod } from '@electric-sql/pglite';

/** A cluster's files, as tools/embedded-assets.js packs them. */
export type PackedCluster = Buffer;

/** A folder, or a file by where its bytes start and how many they are. */
type Entry = readonly [path: string] | readonly [path: string, offset: number, length: number];

/** What Emscripten's file system in memory has for a file or a folder. */
interface MemoryNode {
  contents: unknown;
  usedBytes: number;
  readonly node_ops: {
    readonly mknod: (parent: MemoryNode, name: string, mode: number, device: number) => MemoryNode;
  };
}

/** What we know of Emscripten's module, for which PGlite has no types. */
interface EmscriptenModule {
  readonly FS: {
    readonly mkdirTree: (path: string) => void;
    readonly lookupPath: (path: string, options: object) => { readonly node: MemoryNode };
  };
  /** Puts one of the files that come with PGlite in its place. */
  FS_createDataFile: (path: string, name: null, bytes: Uint8Array) => void;
  instantiateWasm: (imports: object, whenReady: (instance: object, compiled: object) => void) => object;
}

const folderMode = 0o040777;
const fileMode = 0o100666;
const programMode = 0o100777;

/**
 * PGlite's file system in memory, with a cluster in it before PostgreSQL starts. PGlite itself would take that as a tar, and
 * it and Emscripten would look up each of 1,400 paths from the root, three times, which takes a third of a start.
 */
export class MemoryFiles extends MemoryFS {
  readonly #cluster: PackedCluster;

  constructor(cluster: PackedCluster) {
    super();
    this.#cluster = cluster;
  }

  override async init(pg: PGlite, options: Partial<postgresMod.PostgresMod>): ReturnType<MemoryFS['init']> {
    const started = await super.init(pg, options);
    const module = started.emscriptenOpts as EmscriptenModule;
    const { instantiateWasm } = module;
    // By then Emscripten has a file system, and nothing in it.
    module.instantiateWasm = (imports, whenReady) =>
      instantiateWasm(imports, (instance, compiled) => {
        module.FS_createDataFile = putterInto(module);
        whenReady(instance, compiled);
      });
    return started;
  }

  /** PGlite looks for a cluster after this, and finds one. */
  override initialSyncFs(): Promise<void> {
    const module: unknown = this.pg?.Module;
    if (!isReady(module)) throw new Error('PGlite has no file system yet');
    module.FS.mkdirTree(PGlite.paths.PGDATA);
    unpackInto(nodeAt(module, PGlite.paths.PGDATA), this.#cluster);
    return Promise.resolve();
  }
}

function isReady(module: unknown): module is EmscriptenModule {
  return typeof module === 'object' && module !== null && 'FS' in module;
}

/** Puts files in their places, and looks for each folder once. */
function putterInto(module: EmscriptenModule): EmscriptenModule['FS_createDataFile'] {
  const folders = new Map<string, MemoryNode>();
  return (path, _, bytes) => {
    const cut = path.lastIndexOf('/');
    const parent = path.slice(0, cut);
    const folder = folders.get(parent) ?? nodeAt(module, parent);
    folders.set(parent, folder);
    putFile(folder, path.slice(cut + 1), programMode, bytes);
  };
}

function nodeAt({ FS }: EmscriptenModule, path: string): MemoryNode {
  return FS.lookupPath(path, {}).node;
}

function putFile(folder: MemoryNode, name: string, mode: number, bytes: Uint8Array): void {
  const file = folder.node_ops.mknod(folder, name, mode, 0);
  file.contents = bytes;
  file.usedBytes = bytes.length;
}

/** Each file gets bytes of its own: PostgreSQL writes into them. */
function unpackInto(root: MemoryNode, cluster: PackedCluster): void {
  const listLength = cluster.readUInt32LE();
  const list = cluster.toString('utf8', 4, 4 + listLength);
  const bytes = new Uint8Array(cluster.subarray(4 + listLength));
  const shared = new Set<number>();
  const folders = new Map([['', root]]);
  for (const [path, offset, length = 0] of JSON.parse(list) as Entry[]) {
    const cut = path.lastIndexOf('/');
    const name = path.slice(cut + 1);
    const folder = folders.get(path.slice(0, Math.max(cut, 0)));
    if (!folder) throw new Error(`the cluster has ${path} before its folder`);
    if (offset === undefined) {
      folders.set(path, folder.node_ops.mknod(folder, name, folderMode, 0));
    } else {
      const own = bytes.subarray(offset, offset + length);
      putFile(folder, name, fileMode, shared.has(offset) ? own.slice() : own);
      shared.add(offset);
    }
  }
}
