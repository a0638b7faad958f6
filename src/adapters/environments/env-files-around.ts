import fs from 'node:fs';
import path from 'node:path';
import { pathInside, realPathIfThere } from '../files/real-path';
import { readText } from '../files/regular-file';
import { diskUpwards, workTreeTop } from '../files/tree-root';
import { parseJson, record } from '../project/settings';

/** A folder's repository ends where its search does; without one only the folder itself is looked at. */
export function foldersToTop(folder: string): string[] {
  const top = workTreeTop(folder) ?? folder;
  const above = [...diskUpwards(folder)];
  return above.slice(0, above.indexOf(top) + 1);
}

/**
 * Files of variables that may hold a project's database URL, of those that are there: what a script names that calls Prisma,
 * then the `.env` of each folder up to the repository's top, the nearest first, then what any other script names.
 *
 * @returns absolute paths, each once; none leads out of the repository, by links neither
 */
export function envFilesAround(root: string): string[] {
  const folders = foldersToTop(root);
  const top = folders.at(-1) ?? root;
  const named = folders.flatMap(filesOfScripts);
  const own = folders.map((folder) => path.join(folder, '.env'));
  const files = [
    ...named.filter(({ callsPrisma }) => callsPrisma).map(({ file }) => file),
    ...own,
    ...named.map(({ file }) => file),
  ].filter((file) => !isOfAnotherEnvironment.test(path.basename(file)) && isInside(top, file));
  return [...new Set(files)];
}

/** By its name it is not what one person develops with, or holds no real values. */
const isOfAnotherEnvironment =
  /(?:^|[._-])(?:prod(?:uction)?|live|stag(?:e|ing)|preview|test(?:ing|s)?|ci|e2e|example|sample|template|dist|defaults?)(?:[._-]|$)/i;

function isInside(top: string, file: string): boolean {
  const real = realPathIfThere(file);
  const realTop = realPathIfThere(top);
  if (real === undefined || realTop === undefined || pathInside(realTop, real) === undefined) return false;
  return fs.statSync(real, { throwIfNoEntry: false })?.isFile() === true;
}

interface NamedFile {
  readonly file: string;
  readonly callsPrisma: boolean;
}

function filesOfScripts(folder: string): NamedFile[] {
  const scripts = record(record(parseJson(readText(path.join(folder, 'package.json'))))['scripts']);
  return Object.values(scripts).flatMap((script) =>
    typeof script === 'string'
      ? envFilesIn(script).map((file) => ({
          file: path.resolve(folder, file),
          callsPrisma: /\bprisma\b/.test(script),
        }))
      : [],
  );
}

/** Programs that read a file of variables, and the options by which each takes its path. */
const fileOptions: ReadonlyMap<string, RegExp> = new Map([
  ['dotenv', /^-e$/],
  ['dotenvx', /^(?:-f|--env-file)$/],
  ['env-cmd', /^(?:-f|--file)$/],
]);

/** Of node, bun, tsx and Docker Compose, whatever the program before them. */
const usualOption = /^--env-file(?:-if-exists)?$/;

/** The files of variables that a package script names, as it writes them. */
export function envFilesIn(script: string): string[] {
  const words = script.match(/(?:"[^"]*"|'[^']*'|[^\s;&|"'])+|[;&|]+/g) ?? [];
  const files: string[] = [];
  let options: RegExp | undefined;
  for (const [index, word] of words.entries()) {
    // What stands behind it is another command, with options of its own.
    if (/^(?:[;&|]+|--)$/.test(word)) options = undefined;
    options = fileOptions.get(word) ?? options;
    const [name = '', ...inline] = word.split('=');
    if (!usualOption.test(name) && options?.test(name) !== true) continue;
    const file = (inline.length > 0 ? inline.join('=') : (words[index + 1] ?? '')).replaceAll(/["']/g, '');
    if (file !== '' && !file.includes('$')) files.push(file);
  }
  return files;
}
