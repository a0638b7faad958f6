import path from 'node:path';
import type { Extended, GuardFile } from '../../core/config/guard-file';
import { type FileTree, joinPath, parentOf, upwards } from '../files/file-tree';

/** Where settings are read. */
interface SettingFiles {
  readonly tree: FileTree;
  /** Where node_modules are, if they are not in the tree. */
  readonly packages?: FileTree;
  /** A file's identity for whoever asked: an absolute path, or a URI. */
  readonly identify: (treePath: string) => string;
}

/** The first of the files that is there, with all that it extends; undefined where none is. */
export async function readGuardFile(
  files: SettingFiles,
  paths: readonly string[],
): Promise<GuardFile | undefined> {
  for (const file of paths) {
    const text = await files.tree.read(file);
    if (text !== undefined) return await withExtended(file, text, files, [file]);
  }
  return undefined;
}

/** @param chain the files that led here, this one included */
async function withExtended(
  file: string,
  text: string,
  files: SettingFiles,
  chain: readonly string[],
): Promise<GuardFile> {
  const { extendsIn } = await import('../../core/config/extended-files');
  const extended = new Map<string, Extended>();
  for (const given of extendsIn(text)) extended.set(given, await extendedAt(given, file, files, chain));
  return { file: files.identify(file), text, ...(extended.size > 0 && { extended }) };
}

async function extendedAt(
  given: string,
  from: string,
  files: SettingFiles,
  chain: readonly string[],
): Promise<Extended> {
  const name = given.replaceAll('\\', '/');
  if (!/^\.{1,2}\//.test(name)) return await inPackages(name, from, files);
  const file = pathBelowRoot(parentOf(from), name);
  if (file === undefined) return { kind: 'outside' };
  if (chain.includes(file)) return { kind: 'cycle' };
  const text = await files.tree.read(file);
  if (text === undefined) return { kind: 'missing', file: files.identify(file) };
  return { kind: 'file', source: await withExtended(file, text, files, [...chain, file]) };
}

/** Undefined for what is above the root, where `joinPath` would stop. */
function pathBelowRoot(folder: string, name: string): string | undefined {
  const joined = path.posix.normalize(path.posix.join(folder, name));
  return joined.startsWith('../') ? undefined : joinPath(joined);
}

/** As node finds packages: `@acme/guard` has migration-guard.json, `@acme/guard/strict.json` is a file of it. */
async function inPackages(name: string, from: string, files: SettingFiles): Promise<Extended> {
  if (/^(?:\/|[a-z]:)|(?:^|\/)\.\.(?:\/|$)/i.test(name)) return { kind: 'outside' };
  const { packages: tree = files.tree } = files;
  const isWhole = /^(?:@[^/]+\/)?[^/]+$/.test(name);
  for (const folder of upwards(parentOf(from))) {
    const file = joinPath(folder, 'node_modules', name, isWhole ? 'migration-guard.json' : '');
    const text = await tree.read(file);
    if (text === undefined) continue;
    return { kind: 'file', source: await withExtended(file, text, { ...files, tree }, [file]) };
  }
  return { kind: 'no-package' };
}
