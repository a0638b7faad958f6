import { type FileTree, joinPath, upwards } from '../files/file-tree';
import { yamlValue } from './yaml-value';

/** A package as a project's package.json asks for it. */
export interface WantedPackage {
  readonly name: string;
  readonly range: string;
}

/** Finds the exact version; `folder` is the project's folder as seen from the lock file's, '' if it is the same. */
type ReadLock = (text: string, wanted: WantedPackage, folder: string) => string | undefined;

/** By file name, in no order that matters: a repository has one of them. */
const lockFiles: readonly (readonly [name: string, read: ReadLock])[] = [
  ['pnpm-lock.yaml', inPnpmLock],
  ['yarn.lock', inYarnLock],
  ['bun.lock', inBunLock],
  ['package-lock.json', inNpmLock],
];

export const lockFileNames: readonly string[] = lockFiles.map(([name]) => name);

/** The version that the package manager's lock file has chosen; undefined where no lock file tells. */
export async function lockedVersion(
  tree: FileTree,
  root: string,
  wanted: WantedPackage,
): Promise<string | undefined> {
  for (const folder of upwards(root)) {
    const names = new Set(((await tree.list(folder)) ?? []).map(({ name }) => name));
    for (const [name, read] of lockFiles) {
      const text = names.has(name) ? await tree.read(joinPath(folder, name)) : undefined;
      const inside = folder === '' ? root : root.slice(folder.length + 1);
      const found = text === undefined ? undefined : read(text, wanted, inside);
      const version = /^\d+\.\d+\.\d+/.exec(found ?? '')?.[0];
      if (version !== undefined) return version;
    }
  }
  return undefined;
}

/** pnpm keeps what each workspace folder got under `importers`; before version 6, without workspaces, at the top. */
function inPnpmLock(text: string, { name }: WantedPackage, folder: string): string | undefined {
  for (const above of [['importers', folder || '.'], []]) {
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      const path = [...above, kind, name];
      const version = yamlValue(text, [...path, 'version']) ?? yamlValue(text, path);
      if (version !== undefined) return version;
    }
  }
  return undefined;
}

/** Both of Yarn's formats have a line with all ranges (`prisma@^6.2.0`, `prisma@npm:^6.2.0`), then the version. */
function inYarnLock(text: string, { name, range }: WantedPackage): string | undefined {
  const lines = text.split(/\r?\n/);
  const keys = new Set([`${name}@${range}`, `${name}@npm:${range}`]);
  const at = lines.findIndex(
    (line) =>
      line.includes(`${name}@`) &&
      line
        .replace(/:\s*$/, '')
        .split(/\s*,\s*/)
        .some((key) => keys.has(key.replace(/^"|"$/g, ''))),
  );
  const version = at < 0 ? undefined : lines[at + 1];
  return /^\s+version:?\s+"?([^"\s]+)"?/.exec(version ?? '')?.[1];
}

/** `"prisma": ["prisma@6.16.2", …]` in Bun's text format, which is JSON with trailing commas. */
function inBunLock(text: string, { name }: WantedPackage): string | undefined {
  const start = `"${name}": ["${name}@`;
  const at = text.indexOf(start);
  return at < 0 ? undefined : text.slice(at + start.length, text.indexOf('"', at + start.length));
}

/** The copy in the project's own node_modules, else the shared one; npm 6 called it by the package's bare name. */
function inNpmLock(text: string, { name }: WantedPackage, folder: string): string | undefined {
  const own = folder === '' ? [] : [`${folder}/node_modules/${name}`];
  for (const key of [...own, `node_modules/${name}`, name]) {
    const at = text.indexOf(`"${key}": {`);
    const found = at < 0 ? undefined : /^[^}]*?"version":\s*"([^"]+)"/.exec(text.slice(at, at + 1000))?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
