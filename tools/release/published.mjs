// What is in the two packages as they lie at the top of the repository, and whether anything is wrong with it.
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../../test/host/launcher/programs.mjs';
import { complaints, inMegabytes, largest, readPackage } from '../package-contents.mjs';
import { packageFiles } from '../package.mjs';

/** What our licence allows us to ship, as the packages name it. */
const allowedLicences = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'PostgreSQL'];

/** npm packs these whatever `files` says. */
const always = ['package.json', 'README.md', 'LICENSE'];

const notices = 'dist/THIRD-PARTY-NOTICES.txt';

/** Resolves to both: { file, size, names, manifest, read }, in which `read` gives the text of a file of it. */
export async function readBoth() {
  const { extension, npmPackage } = packageFiles();
  return Promise.all([readExtension(extension), readNpmPackage(npmPackage)]);
}

async function readExtension(file) {
  const { size, files } = await readPackage(file);
  const read = async (name) => String(await files.get(name)?.());
  return whole({ file, size, names: [...files.keys()], read });
}

async function readNpmPackage(file) {
  const list = await run('tar', ['-tzf', file]);
  const names = list.split('\n').flatMap((line) => (line === '' ? [] : [line.replace(/^package\//, '')]));
  const read = (name) => run('tar', ['-xzOf', file, `package/${name}`]);
  return whole({ file, size: fs.statSync(file).size, names, read });
}

async function whole(one) {
  const isThere = one.names.includes(notices);
  return {
    ...one,
    manifest: JSON.parse(await one.read('package.json')),
    notices: isThere ? await one.read(notices) : undefined,
  };
}

/** A sentence for each thing that keeps a package from being published. */
export function complaintsAbout({ file, size, names, manifest, notices: text }) {
  const name = path.basename(file);
  const say = (isWrong, sentence) => (isWrong ? [`${name} ${sentence}`] : []);
  const scripts = Object.keys(manifest.scripts ?? {}).filter((script) =>
    /^(?:pre|post)?(?:install|prepare)$/.test(script),
  );
  return [
    ...say(
      size > largest,
      `has ${inMegabytes(size)}, more than ${inMegabytes(largest)}: see what grew with tar -tvf.`,
    ),
    ...say(
      manifest.private === true,
      'is "private", so that npm refuses to publish it: make its manifest without that.',
    ),
    ...say(
      scripts.length > 0,
      `runs ${scripts.join(', ')} where it is installed: take that out of its manifest.`,
    ),
    ...say(text === undefined, `has no ${notices}: the build writes it, and a list leaves it out.`),
    ...say(
      text?.includes('PostgreSQL Global Development Group') === false,
      'contains PostgreSQL without its licence: see tools/notices.js.',
    ),
    ...unlicensed(text ?? '').map((each) => `${name} contains ${each}`),
    ...misplaced(names, manifest).map((each) => `${name}: ${each}`),
  ];
}

/** Of the notices: a licence that we may not ship, or one without its text. */
function unlicensed(text) {
  const [, ...parts] = text.split(/^(?=\S+ \d\S*, licence: )/m);
  return parts.flatMap((part) => {
    const [, what, licence = ''] = /^(\S+ \S+), licence: (.*)/.exec(part) ?? [];
    if (!licence.split(/[()\s]+|\bOR\b|\bAND\b/).some((one) => allowedLicences.includes(one))) {
      return [
        `${what} under ${licence}, which is not in the list of tools/release/published.mjs: read it, then list it or do without.`,
      ];
    }
    return part.split('\n').length > 5
      ? []
      : [`${what} without the text of its licence: add that to tools/notices.js.`];
  });
}

/** By `files`, which only the package for npm has. */
function misplaced(names, { files }) {
  if (!files) return [];
  const patterns = [...files, ...always];
  return complaints({ names, size: 0, list: '"files"', patterns, built: [], manifest: '' });
}

/** `migration-guard-0.9.0.tgz: 23 files, 11.02 MB` */
export function describe({ file, names, size }) {
  return `${path.basename(file)}: ${names.length} files, ${inMegabytes(size)}`;
}
