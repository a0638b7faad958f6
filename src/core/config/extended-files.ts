import { elementsAt, type JsonNode, type JsonText, nodeAt, readJson } from '../json/read';
import type { Extended, GuardFile } from './guard-file';

/** The elements of `extends`, which may be a single one. */
export function extendsNodes({ root }: JsonText): readonly (readonly [path: string, node: JsonNode])[] {
  const single = nodeAt(root, ['extends']);
  const nodes = single?.type === 'string' ? [single] : elementsAt(root, ['extends']);
  return nodes.flatMap((node) => {
    const path: unknown = node.value;
    return typeof path !== 'string' || path === '' ? [] : [[path, node] as const];
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
