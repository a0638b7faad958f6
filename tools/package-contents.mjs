// What the package must and may hold. The list is `files` in package.json, by which vsce and npm pack it.
import fs from 'node:fs';
import JSZip from 'jszip';

/** In bytes: 12 MB. */
export const largest = 12_000_000;

/** What vsce calls otherwise in the package, or adds by itself. */
const renamed = { 'readme.md': 'README.md', 'changelog.md': 'CHANGELOG.md', 'LICENSE.txt': 'LICENSE' };
const own = ['extension.vsixmanifest', '[Content_Types].xml'];

/** What ships unlisted, as npm has it. */
const always = 'package.json';

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

/**
 * What is wrong with a package, a sentence each.
 *   names      of the files in it
 *   size       in bytes
 *   patterns   `files` of package.json, each of at least one file; `*` stands for some of a name, never for `/`
 *   built      names of the files that the build made, all of which ship
 *   manifest   the text of package.json
 */
export function complaints({ names, size, patterns, built, manifest }) {
  const present = new Set(names);
  const listed = [always, ...patterns].map((pattern) => ({ pattern, matches: matcher(pattern) }));
  return [
    ...listed
      .filter(({ matches }) => !names.some(matches))
      .map(({ pattern }) => `${pattern} is missing: package.json lists it under files.`),
    ...names
      .filter((name) => !listed.some(({ matches }) => matches(name)))
      .map((name) => `${name} is in it, and package.json does not list it under files.`),
    ...built
      .filter((name) => !present.has(name))
      .map((name) => `${name} was built and left out: list it under files in package.json.`),
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
