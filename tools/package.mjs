// npm run package: migration-guard-VERSION.vsix for VS Code and migration-guard-VERSION.tgz for npm at the top of the
// repository. Fails if what must ship does not, if something else does, or if it is too large.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { run } from '../test/host/launcher/programs.mjs';
import { HumanError, runAsScript } from '../test/host/launcher/script.mjs';
import { extensionManifest, npmManifest, withAbsolutePictures } from './manifests.mjs';
import { allowed, complaints, inMegabytes, largest, matcher, readPackage } from './package-contents.mjs';

/** What is built for whoever installs the npm package, and nobody else. */
const onlyForNpm = ['dist/api.js'];

const project = fileURLToPath(new URL('../', import.meta.url));

/**
 * Builds and packs both, each by its own list: .vscodeignore, and `files` of package.json. Resolves to { extension,
 * npmPackage, size, count }: the two files, and the extension's bytes and number of entries. A HumanError says what is wrong
 * with the extension. All happens in a folder of its own: nothing is left of former builds, and dist/ stays as it is for
 * whoever uses it.
 */
export async function makePackages() {
  const manifest = JSON.parse(read('package.json'));
  const { extension, npmPackage } = packageFiles();
  for (const file of [extension, npmPackage]) fs.rmSync(file, { force: true });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-packing-'));
  try {
    const build = ['esbuild.js', '--production', `--outdir=${path.join(folder, 'dist')}`];
    await run(process.execPath, build, { cwd: project });
    const patterns = allowed(read('.vscodeignore'));
    for (const file of ['.vscodeignore', ...sourcesThatShip(patterns)]) {
      fs.cpSync(path.join(project, file), path.join(folder, file));
    }
    const { size, files } = await packExtension(folder, extension, manifest);
    const built = namesBelow(folder).filter((file) => file.startsWith('dist/') && !onlyForNpm.includes(file));
    const names = [...files.keys()];
    const text = JSON.stringify(extensionManifest(manifest));
    const wrong = complaints({ names, size, list: '.vscodeignore', patterns, built, manifest: text });
    if (wrong.length > 0) {
      fs.rmSync(extension); // Nobody should install it.
      throw new HumanError(`The package is not as it should be, and was removed.\n${wrong.join('\n')}`);
    }
    await packForNpm(folder, npmPackage, manifest);
    return { extension, npmPackage, size, count: files.size };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The paths of both, whether they have been made or not. */
export function packageFiles() {
  const { name, version } = JSON.parse(read('package.json'));
  const [extension, npmPackage] = ['vsix', 'tgz'].map((end) =>
    path.join(project, `${name}-${version}.${end}`),
  );
  return { extension, npmPackage };
}

/** Packs the extension from a folder, and reads it. */
async function packExtension(folder, extension, manifest) {
  write(folder, 'package.json', JSON.stringify(extensionManifest(manifest), undefined, 2));
  await createVSIX({ cwd: folder, packagePath: extension, dependencies: false });
  return readPackage(extension);
}

/** Packs for npm from the same folder. */
async function packForNpm(folder, npmPackage, manifest) {
  write(folder, 'package.json', JSON.stringify(npmManifest(manifest), undefined, 2));
  write(folder, 'README.md', withAbsolutePictures(read('README.md'), manifest));
  write(folder, 'types/index.d.ts', read('types/index.d.ts'));
  await run('npm', ['pack', '--loglevel=error', `--pack-destination=${project}`], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  const { size } = fs.statSync(npmPackage);
  if (size <= largest) return;
  fs.rmSync(npmPackage);
  throw new HumanError(`The npm package has ${size} bytes, more than ${largest}, and was removed.`);
}

function write(folder, name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function read(name) {
  return fs.readFileSync(path.join(project, name), 'utf8');
}

/** The names of the files that are not built and ship. */
function sourcesThatShip(patterns) {
  const sources = patterns.filter((pattern) => !pattern.startsWith('dist/'));
  return sources.flatMap((pattern) => {
    const folder = path.posix.dirname(pattern);
    const beside = fs.readdirSync(path.join(project, folder)).map((name) => path.posix.join(folder, name));
    return beside.filter(matcher(pattern));
  });
}

/** The names of all files below a folder, with `/`. */
function namesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
}

await runAsScript(import.meta.url, async () => {
  const { extension, npmPackage, size, count } = await makePackages();
  const named = (file) => path.relative(process.cwd(), file);
  console.log(`${named(extension)}: ${count} files, ${inMegabytes(size)}`);
  console.log(`${named(npmPackage)}: ${inMegabytes(fs.statSync(npmPackage).size)}`);
});
