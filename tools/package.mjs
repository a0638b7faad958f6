// npm run package: prisma-migration-guard-VERSION.vsix at the top of the repository, from a build of its own.
// Fails if what must ship does not, if something else does, or if the package is too large.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { run } from '../test/host/launcher/programs.mjs';
import { HumanError, runAsScript } from '../test/host/launcher/script.mjs';
import { allowed, complaints, inMegabytes, readPackage } from './package-contents.mjs';

const project = fileURLToPath(new URL('../', import.meta.url));

/** Builds, packs and looks into the package. Resolves to { file, size, count }; a HumanError says what is wrong with it. */
export async function makePackage() {
  const manifest = read('package.json');
  const { name, version } = JSON.parse(manifest);
  await run(process.execPath, ['esbuild.js', '--production'], { cwd: project });
  const file = path.join(project, `${name}-${version}.vsix`);
  fs.rmSync(file, { force: true });
  await createVSIX({ cwd: project, packagePath: file, dependencies: false });
  const { size, files } = await readPackage(file);
  const wrong = complaints({
    names: [...files.keys()],
    size,
    patterns: allowed(read('.vscodeignore')),
    built: filesBelow('dist'),
    manifest,
  });
  if (wrong.length > 0) {
    fs.rmSync(file); // Nobody should install it.
    throw new HumanError(`The package is not as it should be, and was removed.\n${wrong.join('\n')}`);
  }
  return { file, size, count: files.size };
}

function read(name) {
  return fs.readFileSync(path.join(project, name), 'utf8');
}

/** Their names in the repository, with `/`. */
function filesBelow(folder) {
  return fs
    .readdirSync(path.join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(project, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
    );
}

await runAsScript(import.meta.url, async () => {
  const { file, size, count } = await makePackage();
  console.log(`${path.relative(process.cwd(), file)}: ${count} files, ${inMegabytes(size)}`);
});
