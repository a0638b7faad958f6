// What the two packages must and may hold: the extension what .vscodeignore lists, that for npm what `files` in
// package.json lists.
import fs from 'node:fs';
import JSZip from 'jszip';

/** In bytes: 12 MB. */
export const largest = 12_000_000;

/** What vsce calls otherwise in the package, or adds by itself. */
const renamed = { 'readme.md': 'README.md', 'changelog.md': 'CHANGELOG.md', 'LICENSE.txt': 'LICENSE' };
const own = ['extension.vsixmanifest', '[Content_Types].xml'];

/** Resolves to { size, files }: of the package, in bytes; and its entries by their names in the repository. */
export async function readPackage(file) {
  const bytes = fs.readFileSync(file);
  const zip = await JSZip.loadAsync(bytes);
  const files = new Map();
  for (const entry of Object.values(zip.files)) {
    if (entry.dir || own.includes(entry.name)) continue;
    const name = entry.name.replace(/^extension\//, '');
    files.set(renamed[name] ?? name, () => entry.async('nodebuffer'));
  }
  return { size: bytes.length, files };
}

/** The patterns of .vscodeignore that let files through. */
export function allowed(ignoreFile) {
  return ignoreFile.split(/\r?\n/).flatMap((line) => (line.startsWith('!') ? [line.slice(1).trim()] : []));
}

/**
 * What is wrong with a package, a sentence each.
 *   names      of the files in it
 *   size       in bytes
 *   list       the name of the list by which it is packed, for the sentences
 *   patterns   those of the list, each of at least one file; `*` stands for some of a name, never for `/`
 *   built      names of the files that the build made, all of which ship
 *   manifest   the text of package.json, whose paths must lead to files
 */
export function complaints({ names, size, list, patterns, built, manifest }) {
  const present = new Set(names);
  const listed = patterns.map((pattern) => ({ pattern, matches: matcher(pattern) }));
  return [
    ...listed
      .filter(({ matches }) => !names.some(matches))
      .map(({ pattern }) => `${pattern} is missing: ${list} lists it.`),
    ...names
      .filter((name) => !listed.some(({ matches }) => matches(name)))
      .map((name) => `${name} is in it, and ${list} does not list it.`),
    ...built
      .filter((name) => !present.has(name))
      .map((name) => `${name} was built and left out: list it in ${list}.`),
    ...pathsIn(manifest)
      .filter((name) => !present.has(name))
      .map((name) => `${name} is missing: package.json names it.`),
    ...(size > largest ? [`It has ${size} bytes, more than ${largest}.`] : []),
  ];
}

/** `11.02 MB` */
export function inMegabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}

/** Whether a name is of that pattern: `*` stands for some of a name, never for `/`. */
export function matcher(pattern) {
  const words = pattern.split('*').map((word) => word.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const whole = new RegExp(`^${words.join('[^/]*')}$`);
  return (name) => whole.test(name);
}

/** The files that a manifest names: its strings that begin with one of our folders and end like a file. */
function pathsIn(manifest) {
  const found = manifest.matchAll(/"(?:\.\/)?((?:dist|l10n|media|schemas)\/[^"*]*\.\w+)"/g);
  return [...new Set([...found].map((match) => match[1]))];
}
