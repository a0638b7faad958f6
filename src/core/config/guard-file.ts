import * as z from 'zod/mini';
import { valueOf } from '../json/check';
import { elementsAt, type JsonNode, type JsonText, nodeAt, readJson } from '../json/read';

/** A file of settings with those that it extends; `file` is a path or a URI. */
export interface GuardFile {
  readonly file: string;
  readonly text: string;
  /** What `extends` leads to, by how it is written there. What is being typed has not been looked for. */
  readonly extended?: ReadonlyMap<string, Extended>;
}

/**
 * What one element of `extends` leads to.
 *
 * - missing: `file` is not there, or cannot be read
 * - no-package: it is in no node_modules folder from the file's own upwards
 * - outside: the path leads out of the repository, or is absolute
 * - cycle: that file extends this one already
 */
export type Extended =
  | { readonly kind: 'file'; readonly source: GuardFile }
  | { readonly kind: 'missing'; readonly file: string }
  | { readonly kind: 'no-package' | 'outside' | 'cycle' };

const specifier = z.string().check(z.minLength(1));

/** The elements of `extends`, which may be a single one. */
export function extendsNodes({ root }: JsonText): readonly (readonly [path: string, node: JsonNode])[] {
  const single = nodeAt(root, ['extends']);
  const nodes = single?.type === 'string' ? [single] : elementsAt(root, ['extends']);
  return nodes.flatMap((node) => {
    const path = valueOf(node, specifier);
    return path === undefined ? [] : [[path, node] as const];
  });
}

/** What a text extends, as it is written there. */
export function extendsIn(text: string): string[] {
  return text.includes('extends') ? extendsNodes(readJson(text)).map(([path]) => path) : [];
}

/** What is wrong with an element of `extends`; undefined where nothing is, or nobody has looked. */
export function extendsProblem(path: string, extended: Extended | undefined): string | undefined {
  switch (extended?.kind) {
    case 'missing':
      return `extends names ${path}, which is not there or cannot be read: correct the path, seen from this file's folder`;
    case 'no-package':
      return `extends names the package ${path}, which is in no node_modules folder here: install it, or begin the path of a file with ./`;
    case 'outside':
      return `extends names ${path}, which is not in this repository: name a file in it with ./ or ../, or a package`;
    case 'cycle':
      return `extends names ${path}, which extends this file already: take one of the two out`;
    default:
      return undefined;
  }
}

/** What the text, as it is now, leads to. */
function extendedBy({ text, extended }: GuardFile): Extended[] {
  return extended ? extendsIn(text).flatMap((path) => extended.get(path) ?? []) : [];
}

/** All files of the settings that could be read, each once, with those that are extended before what extends them. */
export function guardFiles(source: GuardFile, seen = new Set<string>()): GuardFile[] {
  if (seen.has(source.file)) return [];
  seen.add(source.file);
  const below = extendedBy(source).flatMap((one) =>
    one.kind === 'file' ? guardFiles(one.source, seen) : [],
  );
  return [...below, source];
}

/** The files on which the settings hang besides the first, those that are not there among them. */
export function extendedFiles(source: GuardFile): string[] {
  const all = guardFiles(source);
  const missing = all.flatMap((one) =>
    extendedBy(one).flatMap((extended) => (extended.kind === 'missing' ? [extended.file] : [])),
  );
  return [...all.slice(0, -1).map(({ file }) => file), ...missing];
}

/** The same with other identities of the files. */
export function withIdentities(source: GuardFile, identify: (file: string) => string): GuardFile {
  const { file, text, extended } = source;
  if (!extended) return { file: identify(file), text };
  const renamed = [...extended].map(([path, one]): [string, Extended] => {
    if (one.kind === 'file') return [path, { ...one, source: withIdentities(one.source, identify) }];
    return [path, one.kind === 'missing' ? { ...one, file: identify(one.file) } : one];
  });
  return { file: identify(file), text, extended: new Map(renamed) };
}

/** The same with another text of one of the files; undefined where it is none of them. */
export function withText(source: GuardFile, edited: Omit<GuardFile, 'extended'>): GuardFile | undefined {
  if (source.file === edited.file) return { ...source, text: edited.text };
  const changed = [...(source.extended ?? [])].flatMap(([path, one]): [string, Extended][] => {
    const below = one.kind === 'file' ? withText(one.source, edited) : undefined;
    return below ? [[path, { kind: 'file', source: below }]] : [];
  });
  if (changed.length === 0) return undefined;
  return { ...source, extended: new Map([...(source.extended ?? []), ...changed]) };
}
