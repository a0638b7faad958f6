import path from 'node:path';
import type { PrismaVersion } from '../workflows/lint-source';
import { type FileTree, joinPath, upwards } from './file-tree';
import { readText } from './read-text';
import { parseJson, record } from './settings';
import { diskUpwards } from './tree-root';
import { lowestVersion } from './version-range';

/** What is taken for the project's Prisma where nothing says which it is. */
export const assumedVersion = '7.10.0';

/** `prisma7` stands beside a `prisma` 8 that has no Migrate, so it comes first. */
const packages = ['prisma7', 'prisma', '@prisma/client'];

/**
 * Which Prisma the project uses: what is installed for it, else the lowest that its package.json allows.
 *
 * @param diskFolder the project's folder on disk, where node_modules is looked for; undefined where there is no disk
 */
export async function prismaVersion(
  tree: FileTree,
  root: string,
  diskFolder: string | undefined,
): Promise<PrismaVersion> {
  const installed = diskFolder === undefined ? undefined : installedVersion(diskFolder);
  if (installed !== undefined) return { version: installed, source: 'installed' };
  const required = await requiredVersion(tree, root);
  if (required !== undefined) return { version: required, source: 'required' };
  return { version: assumedVersion, source: 'assumed' };
}

/** As node finds packages: in the nearest node_modules upwards, also above the repository. */
function installedVersion(folder: string): string | undefined {
  for (const here of diskUpwards(folder)) {
    for (const name of packages) {
      const text = readText(path.join(here, 'node_modules', ...name.split('/'), 'package.json'));
      const version = record(parseJson(text))['version'];
      const exact = typeof version === 'string' ? /^\d+\.\d+\.\d+/.exec(version)?.[0] : undefined;
      if (exact !== undefined) return exact;
    }
  }
  return undefined;
}

async function requiredVersion(tree: FileTree, root: string): Promise<string | undefined> {
  for (const folder of upwards(root)) {
    const manifest = record(parseJson(await tree.read(joinPath(folder, 'package.json'))));
    for (const name of packages) {
      for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
        const range = record(manifest[kind])[name];
        const floor = typeof range === 'string' ? await rangeFloor(tree, root, name, range) : undefined;
        if (floor !== undefined) return floor;
      }
    }
  }
  return undefined;
}

async function rangeFloor(
  tree: FileTree,
  root: string,
  name: string,
  range: string,
): Promise<string | undefined> {
  if (range.startsWith('catalog:'))
    return await catalogFloor(tree, root, name, range.slice('catalog:'.length));
  return lowestVersion(range.replace(/^workspace:/, ''));
}

/** pnpm keeps shared ranges in catalogs of pnpm-workspace.yaml. */
async function catalogFloor(
  tree: FileTree,
  root: string,
  name: string,
  catalog: string,
): Promise<string | undefined> {
  for (const folder of upwards(root)) {
    const text = await tree.read(joinPath(folder, 'pnpm-workspace.yaml'));
    const range = text === undefined ? undefined : catalogRange(text, catalog.trim(), name);
    if (range !== undefined) return lowestVersion(range);
  }
  return undefined;
}

/**
 * The range of a package in a catalog, for the plain block style in which such files are written:
 * `catalog:` with entries below it, or `catalogs:` with one block for each name.
 */
export function catalogRange(yaml: string, catalog: string, name: string): string | undefined {
  const wanted =
    catalog === '' || catalog === 'default' ? ['catalog', 'catalogs.default'] : [`catalogs.${catalog}`];
  const parents: { indent: number; key: string }[] = [];
  for (const line of yaml.split(/\r?\n/)) {
    const { indent, key, value } =
      /^(?<indent> *)(?<key>"[^"]+"|'[^']+'|[^\s#"'][^:]*):(?:\s+(?<value>[^#]*))?\s*(?:#.*)?$/.exec(line)
        ?.groups ?? {};
    if (key === undefined) continue;
    const depth = indent?.length ?? 0;
    while ((parents.at(-1)?.indent ?? -1) >= depth) parents.pop();
    const plain = unquoted(key);
    if (value !== undefined && value.trim() !== '') {
      if (plain === name && wanted.includes(parents.map((parent) => parent.key).join('.')))
        return unquoted(value);
    } else parents.push({ indent: depth, key: plain });
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}
