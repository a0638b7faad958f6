import type { FileTree, TreeEntry } from '../files/file-tree';
import type { GitObject, ReadObject } from './objects';

/** What is needed of a commit. Parents as recorded, also those that a shallow clone does not have. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

/** The commit in a raw commit object. */
export function parseCommit({ id, content }: GitObject): Commit {
  const text = content.toString('latin1');
  const head = text.slice(0, text.indexOf('\n\n'));
  const values = (key: string): string[] =>
    [...head.matchAll(new RegExp(`^${key} ([0-9a-f]+)$`, 'gm'))].map(([, value]) => value ?? '');
  return { id, tree: values('tree')[0] ?? '', parents: values('parent') };
}

/** The id of the commit that a revision leads to; undefined where it leads to none that is here. */
export async function commitId(read: ReadObject, revision: string): Promise<string | undefined> {
  const object = await read(`${revision}^{commit}`);
  return object?.type === 'commit' ? parseCommit(object).id : undefined;
}

interface CommitEntry extends TreeEntry {
  /** The id of the blob or tree. */
  readonly id: string;
}

/** The files of a commit. */
export interface CommitTree extends FileTree {
  list(folder: string): Promise<readonly CommitEntry[] | undefined>;
}

/** Trees and texts by object id: commits share most of them. */
export interface ObjectCache {
  readonly trees: Map<string, Promise<readonly CommitEntry[] | undefined>>;
  readonly texts: Map<string, Promise<string | undefined>>;
}

export function objectCache(): ObjectCache {
  return { trees: new Map(), texts: new Map() };
}

/** The files of a commit, given the id of its tree. Symbolic links and submodules are left out. */
export function commitTree(tree: string, read: ReadObject, cache: ObjectCache): CommitTree {
  const entriesOf = (id: string): Promise<readonly CommitEntry[] | undefined> =>
    remember(cache.trees, id, async () => {
      const object = await read(id);
      return object?.type === 'tree' ? parseTree(object) : undefined;
    });
  const textOf = (id: string): Promise<string | undefined> =>
    remember(cache.texts, id, async () => {
      const object = await read(id);
      return object?.type === 'blob' ? object.content.toString('utf8') : undefined;
    });

  async function find(treePath: string, kind: TreeEntry['kind']): Promise<string | undefined> {
    let id = tree;
    const names = treePath === '' ? [] : treePath.split('/');
    for (const [index, name] of names.entries()) {
      const wanted = index < names.length - 1 ? 'folder' : kind;
      const entry = (await entriesOf(id))?.find((each) => each.name === name && each.kind === wanted);
      if (!entry) return undefined;
      id = entry.id;
    }
    return id;
  }

  return {
    list: async (folder) => {
      const id = await find(folder, 'folder');
      return id === undefined ? undefined : await entriesOf(id);
    },
    read: async (file) => {
      const id = await find(file, 'file');
      return id === undefined ? undefined : await textOf(id);
    },
  };
}

/** A raw tree is a row of `<mode> <name>` NUL and the id in binary, as long as the tree's own. */
function parseTree({ id: own, content }: GitObject): CommitEntry[] {
  const idLength = own.length / 2;
  const entries: CommitEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0) break;
    const mode = content.toString('latin1', at, space);
    const name = content.toString('utf8', space + 1, end);
    const id = content.toString('hex', end + 1, end + 1 + idLength);
    if (mode.startsWith('100')) entries.push({ name, id, kind: 'file', link: false });
    else if (mode === '40000') entries.push({ name, id, kind: 'folder', link: false });
    at = end + 1 + idLength;
  }
  return entries;
}

function remember<T>(memory: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key) ?? make();
  memory.set(key, known);
  return known;
}
