import { isLike } from '../like';
import type { GuardFiles } from '../shell/scope';

/** A package.json, as far as commands go by it. */
export interface Package {
  readonly folder: string;
  readonly name: string | undefined;
  readonly scripts: Readonly<Record<string, string>>;
}

interface Root {
  readonly folder: string;
  /** Where its packages lie: paths, with `*` and `**`. */
  readonly patterns: readonly string[];
}

/** No repository has more packages; who has is not waited for before each command. */
const mostPackages = 300;
/** So deep does `**` go. */
const mostDepth = 4;
/** Where packages lie in a repository that does not say it. */
const usualPatterns = ['packages/*', 'apps/*', 'libs/*', 'services/*'];

/** The package of a folder, or of the first one above it. */
export function nearestPackage(files: GuardFiles, start: string): Package | undefined {
  return foldersAbove(files, start)
    .map((folder) => packageIn(files, folder))
    .find((one) => one !== undefined);
}

/** All packages of the workspace in which a folder lies: first the one at its top. */
export function packagesAround(files: GuardFiles, start: string): readonly Package[] {
  const { folder, patterns } = rootOf(files, start);
  const folders = new Set([folder]);
  for (const pattern of patterns) {
    for (const found of foldersLike(files, folder, pattern)) folders.add(found);
  }
  return [...folders].slice(0, mostPackages).flatMap((one) => packageIn(files, one) ?? []);
}

/** The top of the workspace in which a folder lies. */
export function workspaceTop(files: GuardFiles, start: string): string {
  return rootOf(files, start).folder;
}

/**
 * The packages that a filter means: a name, its last part, a path, any of them with `*`, and the marks that pnpm and turbo
 * put around it. What goes along with a package by `...` may be any.
 */
export function packagesLike(files: GuardFiles, start: string, filter: string): readonly Package[] {
  const all = packagesAround(files, start);
  if (/^!|\.\.\.|^\[/.test(filter)) return all;
  const wanted = filter.replace(/\[[^\]]*\]$/, '').replace(/^\{(.*)\}$/, '$1');
  const top = rootOf(files, start).folder;
  const paths = (folder: string): boolean =>
    isLike(folder, files.resolve(start, wanted)) || isLike(folder, files.resolve(top, wanted));
  const byNameOrPath = all.filter(
    ({ folder, name }) => (name !== undefined && isLike(name, wanted)) || paths(folder),
  );
  if (byNameOrPath.length > 0) return byNameOrPath;
  const short = lastPart(wanted);
  const isScoped = wanted.startsWith('@');
  return all.filter(
    ({ folder, name }) => lastPart(folder) === short || (!isScoped && lastPart(name ?? '') === short),
  );
}

function rootOf(files: GuardFiles, start: string): Root {
  for (const folder of foldersAbove(files, start)) {
    const patterns = declaredPatterns(files, folder);
    if (patterns.length > 0) return { folder, patterns };
  }
  return { folder: nearestPackage(files, start)?.folder ?? start, patterns: usualPatterns };
}

function declaredPatterns(files: GuardFiles, folder: string): string[] {
  const textOf = (name: string): string => files.read(files.resolve(folder, name)) ?? '';
  const declared = [textOf('package.json'), textOf('lerna.json')].flatMap((text) => {
    const { workspaces, packages } = objectOf(parsedOr(text));
    return [workspaces, objectOf(workspaces)['packages'], packages].flatMap(listOf);
  });
  const ofPnpm = pnpmPatterns(textOf('pnpm-workspace.yaml'));
  return [...declared, ...ofPnpm].filter((one): one is string => typeof one === 'string');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The list below `packages:`, in the two forms in which people write it. */
function pnpmPatterns(yaml: string): string[] {
  const list = /^packages:[ \t]*(?:\[([^\]]*)\]|(?:#.*)?((?:\r?\n[ \t]*(?:-.*|#.*)?)*))/m.exec(yaml);
  const items = list?.[1]?.split(',') ?? list?.[2]?.split('\n').flatMap(itemOf) ?? [];
  return items.map((item) => item.trim().replaceAll(/^['"]|['"]$/g, ''));
}

function itemOf(line: string): string[] {
  const item = /^\s*-\s*(.*?)\s*(?:\s#.*)?$/.exec(line)?.[1];
  return item === undefined ? [] : [item];
}

/** The folders below one that a pattern means. */
function foldersLike(files: GuardFiles, top: string, pattern: string): string[] {
  if (pattern.startsWith('!')) return [];
  let found = [top];
  for (const part of pattern.split('/').filter((one) => one !== '' && one !== '.')) {
    found = found.flatMap((folder) => foldersBelow(files, folder, part)).slice(0, mostPackages);
  }
  return found;
}

function foldersBelow(files: GuardFiles, folder: string, part: string): string[] {
  if (part === '**') return allBelow(files, folder, mostDepth);
  if (!part.includes('*')) return [files.resolve(folder, part)];
  return packageFolders(files, folder)
    .filter((name) => isLike(name, part))
    .map((name) => files.resolve(folder, name));
}

function allBelow(files: GuardFiles, folder: string, depth: number): string[] {
  const below = depth === 0 ? [] : packageFolders(files, folder);
  return [folder, ...below.flatMap((name) => allBelow(files, files.resolve(folder, name), depth - 1))];
}

function packageFolders(files: GuardFiles, folder: string): string[] {
  return files.folders(folder).filter((name) => name !== 'node_modules' && !name.startsWith('.'));
}

function packageIn(files: GuardFiles, folder: string): Package | undefined {
  const text = files.read(files.resolve(folder, 'package.json'));
  if (text === undefined) return undefined;
  const { name, scripts } = objectOf(parsedOr(text));
  const texts = Object.entries(objectOf(scripts)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    folder,
    name: typeof name === 'string' ? name : undefined,
    scripts: Object.fromEntries(texts),
  };
}

function foldersAbove(files: GuardFiles, start: string): string[] {
  const folders = [start];
  for (let folder = start; ;) {
    const above = files.resolve(folder, '..');
    if (above === folder) return folders;
    folders.push(above);
    folder = above;
  }
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? '';
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
