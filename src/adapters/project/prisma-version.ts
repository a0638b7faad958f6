import path from 'node:path';
import type { PrismaVersion } from '../../workflows/lint-source';
import { type FileTree, joinPath, upwards } from '../files/file-tree';
import { lockedVersion } from './lock-files';
import { readText } from '../files/regular-file';
import { parseJson, record } from './settings';
import { diskUpwards } from '../files/tree-root';
import { yamlValue } from './yaml-value';

/**
 * By which packages the version is known. `prisma7` stands beside a `prisma` 8 that has no Migrate, so it comes first; of
 * Prisma 8 the ORM's packages have numbers of their own, and they plan the migrations.
 */
const packages = {
  prisma7: ['prisma7', 'prisma', '@prisma/client'],
  prisma8: [
    ...(['@prisma/orm-postgres', '@prisma/orm-toolchain'] as const),
    // What became Prisma 8 was 0.x before.
    ...([
      '@prisma-next/postgres',
      '@prisma-next/cli',
      '@prisma-next/target-postgres',
      'prisma-next',
    ] as const),
    'prisma',
  ],
} as const;
type Generation = keyof typeof packages;

/** What is taken for each where nothing says which it is. */
const assumed: Readonly<Record<Generation, string>> = { prisma7: '7.10.0', prisma8: '8.0.0' };

/**
 * Which Prisma the project uses: what is installed for it, else what is locked, else the lowest that its package.json
 * allows.
 *
 * @param diskFolder the project's folder on disk, where node_modules is looked for; undefined where there is no disk
 */
export async function prismaVersion(
  tree: FileTree,
  root: string,
  diskFolder: string | undefined,
  generation: Generation = 'prisma7',
): Promise<PrismaVersion> {
  const installed = diskFolder === undefined ? undefined : installedVersion(diskFolder, generation);
  const found: PrismaVersion | undefined = installed ?? (await requiredVersion(tree, root, generation));
  if (found && generation === 'prisma8' && /^0\./.test(found.version)) {
    return { release: found.version, ...found, version: assumed.prisma8 };
  }
  const isOlder = generation === 'prisma8' && Number.parseInt(found?.version ?? '', 10) < 8;
  return found && !isOlder ? found : { version: assumed[generation], source: 'assumed' };
}

/** As node finds packages: in the nearest node_modules upwards, also above the repository. */
function installedVersion(folder: string, generation: Generation): PrismaVersion | undefined {
  for (const here of diskUpwards(folder)) {
    for (const name of packages[generation]) {
      const text = readText(path.join(here, 'node_modules', ...name.split('/'), 'package.json'));
      const version = record(parseJson(text))['version'];
      const exact = typeof version === 'string' ? /^\d+\.\d+\.\d+/.exec(version)?.[0] : undefined;
      if (typeof version !== 'string' || exact === undefined) continue;
      return { version: exact, source: 'installed', ...(version !== exact && { release: version }) };
    }
  }
  return undefined;
}

/** What package.json asks for: as the lock file has it (also for Yarn's PnP, without node_modules), else at least. */
async function requiredVersion(
  tree: FileTree,
  root: string,
  generation: Generation,
): Promise<PrismaVersion | undefined> {
  for (const folder of upwards(root)) {
    const manifest = record(parseJson(await tree.read(joinPath(folder, 'package.json'))));
    for (const name of packages[generation]) {
      for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
        const range = record(manifest[kind])[name];
        if (typeof range !== 'string') continue;
        const locked = await lockedVersion(tree, folder, { name, range });
        if (locked !== undefined) return { version: locked, source: 'locked' };
        const floor = await rangeFloor(tree, root, name, range);
        if (floor !== undefined) return { version: floor, source: 'required' };
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
  return await lowestVersion(range.replace(/^workspace:/, ''));
}

/** Most ranges name their lowest version; what reads the others takes long to load. */
async function lowestVersion(range: string): Promise<string | undefined> {
  const plain = /^[~^]?([1-9]\d{0,8}\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8}))$/.exec(range.trim())?.[1];
  return plain ?? (await import('./version-range')).lowestVersion(range);
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
    if (range !== undefined) return await lowestVersion(range);
  }
  return undefined;
}

/** The range of a package in a catalog: `catalog:` with entries below it, or `catalogs:` with one block for each name. */
export function catalogRange(yaml: string, catalog: string, name: string): string | undefined {
  const isDefault = catalog === '' || catalog === 'default';
  const usual = isDefault ? yamlValue(yaml, ['catalog', name]) : undefined;
  return usual ?? yamlValue(yaml, ['catalogs', isDefault ? 'default' : catalog, name]);
}
