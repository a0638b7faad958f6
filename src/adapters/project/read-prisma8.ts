import { ownSpace } from '../../core/prisma8/ledger';
import { readMigrationFacts, type MigrationFacts } from '../../core/prisma8/migration-facts';
import type { RefusedMigration } from '../../core/linter/rules/prisma-refuses';
import type { SchemaFile } from '../../core/prisma-schema/declarations';
import { readGraph, type MigrationEdge, type MigrationLine } from '../../core/prisma8/migration-graph';
import { refusalsOf } from '../../core/prisma8/refusals';
import { readOperations } from '../../core/prisma8/operations-file';
import type {
  MigrationFile,
  OperationsScript,
  OperationsText,
  Prisma8Source,
  SchemaChange,
  TextFile,
  UnreadFile,
} from '../../workflows/lint-source';
import { type FileTree, joinPath, nameOf } from '../files/file-tree';
import { sha256 } from '../files/sha256';
import { operationsInScript } from '../scripts/operations-in-script';
import type { ProjectPaths } from './locate';
import type { Prisma8Paths } from './prisma8-paths';

/** The migrations of a project of Prisma 8, and what else only such a project has. */
export interface ReadPrisma8 {
  /** Those of the main line, in its order. */
  readonly migrations: readonly MigrationFile[];
  readonly prisma8: Prisma8Source;
  readonly unread: readonly UnreadFile[];
  readonly target: string | undefined;
}

interface Files {
  readonly tree: FileTree;
  readonly identify: (treePath: string) => string;
}

/** Reads the migrations of a project of Prisma 8, first those of its extensions: Prisma applies them first. */
export async function readPrisma8(
  { tree, identify }: Files,
  { migrations, schema }: Pick<ProjectPaths, 'migrations' | 'schema'>,
  paths: Prisma8Paths,
): Promise<ReadPrisma8> {
  const contractHash = hashOf(paths.emitted === undefined ? undefined : await tree.read(paths.emitted));
  const extensions = await extensionsIn(tree, paths.spaces, migrations);
  const ofExtensions = await Promise.all(extensions.map((folder) => readSpace({ tree, identify }, folder)));
  const own = await readSpace({ tree, identify }, migrations);
  const all = [...ofExtensions, own];
  const contractAt = async (
    hash: string | undefined,
    beside?: string,
  ): Promise<readonly SchemaFile[] | undefined> => {
    if (hash === undefined) return [];
    const file = joinPath(paths.spaces, 'snapshots', hash.replace(/^\w+:/, ''), 'contract.json');
    // Before there were snapshots, each migration had both contracts.
    for (const one of [file, beside]) {
      if (one === undefined) continue;
      const text = await tree.read(one);
      if (text !== undefined) return [{ file: identify(one), text }];
    }
    return undefined;
  };
  const before = ofExtensions.flatMap((space) => mainLine(space, undefined));
  const { lines } = readGraph(own.edges, contractHash);
  const [main, ...others] = lines.map((line) => [...before, ...filesOf(line, own)]);
  const text = paths.contract === undefined ? undefined : await tree.read(paths.contract);
  return {
    migrations: main ?? before,
    prisma8: {
      folders: [
        ...extensions.map((folder, at) => ({ space: nameOf(folder), edges: ofExtensions[at]?.edges ?? [] })),
        { space: ownSpace, edges: own.edges },
      ],
      operations: new Map(all.flatMap(({ operations }) => [...operations])),
      otherLines: others,
      refused: all.flatMap((space) => refusedIn(space, space === own ? lines : [])),
      contract:
        paths.contract === undefined || text === undefined || schema?.path === paths.contract
          ? undefined
          : { file: identify(paths.contract), text },
      contractHash,
      spaces: identify(paths.spaces),
      contractAt: (hash) => contractAt(hash),
      scriptOf: async (name) => {
        const folder = all.map(({ folders }) => folders.get(name)).find(Boolean);
        return folder === undefined ? undefined : await scriptIn({ tree, identify }, folder);
      },
      schemaWhenAdded: async (names) => {
        const changes = new Map<string, SchemaChange>();
        for (const { name, from, to } of all.flatMap(({ edges }) => edges)) {
          if (!names.includes(name)) continue;
          const folder = all.map(({ folders }) => folders.get(name)).find(Boolean) ?? '';
          const [before, after] = await Promise.all([
            contractAt(from, joinPath(folder, 'start-contract.json')),
            contractAt(to, joinPath(folder, 'end-contract.json')),
          ]);
          if (before && after) changes.set(name, { before, after });
        }
        return changes;
      },
    },
    unread: all.flatMap(({ unread }) => unread),
    target: [...own.operations.values()].map(({ read }) => read.target).find(Boolean),
  };
}

/** The hash under which Prisma knows an emitted contract; undefined where the text is none. */
function hashOf(contract: string | undefined): string | undefined {
  // The file is large, and there is one such key in it.
  return /"storageHash"\s*:\s*"([^"]+)"/.exec(contract ?? '')?.[1];
}

/** The folders of the extensions' migrations, by name. */
async function extensionsIn(tree: FileTree, spaces: string, own: string): Promise<string[]> {
  if (own === spaces) return [];
  const found: string[] = [];
  for (const { name, kind, link } of (await tree.list(spaces)) ?? []) {
    const folder = joinPath(spaces, name);
    if (kind !== 'folder' || link || folder === own || name === 'snapshots') continue;
    const inside = (await tree.list(folder)) ?? [];
    // Prisma 7 keeps its migrations in such folders, too.
    if (inside.some((entry) => entry.kind === 'folder')) found.push(folder);
  }
  return found;
}

/** What was read of one folder of migrations. */
interface ReadSpace {
  /** Of each migration, within the tree. */
  readonly folders: ReadonlyMap<string, string>;
  readonly edges: readonly MigrationEdge[];
  readonly files: ReadonlyMap<string, MigrationFile>;
  readonly operations: ReadonlyMap<string, OperationsText>;
  /** The `migration.json` of each. */
  readonly manifests: ReadonlyMap<string, TextFile>;
  readonly unread: readonly UnreadFile[];
}

async function readSpace({ tree, identify }: Files, folder: string): Promise<ReadSpace> {
  const folders = ((await tree.list(folder)) ?? []).filter(
    ({ kind, name }) => kind === 'folder' && name !== 'refs',
  );
  const read = await Promise.all(
    folders.map(({ name }) => readMigration({ tree, identify }, joinPath(folder, name))),
  );
  const known = read.filter((one) => one !== undefined);
  const whole = known.flatMap(({ whole: one }) => one ?? []);
  return {
    folders: new Map(whole.map(({ name }) => [name, joinPath(folder, name)])),
    edges: whole.map(({ name, facts }) => ({ name, ...facts })),
    files: new Map(
      whole.map(
        ({
          name,
          operations: {
            file,
            read: { sql },
          },
        }) => [name, { name, file, text: sql }],
      ),
    ),
    operations: new Map(whole.map(({ name, operations }) => [name, operations])),
    manifests: new Map(whole.map(({ name, manifest }) => [name, manifest])),
    unread: known.flatMap(({ unread }) => unread ?? []),
  };
}

interface ReadMigration {
  readonly whole?: {
    readonly name: string;
    readonly facts: MigrationFacts;
    readonly operations: OperationsText;
    readonly manifest: TextFile;
  };
  readonly unread?: UnreadFile;
}

/** @returns undefined for a folder that is no migration */
async function readMigration({ tree, identify }: Files, folder: string): Promise<ReadMigration | undefined> {
  const migration = nameOf(folder);
  const at = (name: string): string => joinPath(folder, name);
  const [ops, json] = await Promise.all([tree.read(at('ops.json')), tree.read(at('migration.json'))]);
  if (ops === undefined && json === undefined) return undefined;
  const missing = ops === undefined ? 'ops.json' : json === undefined ? 'migration.json' : undefined;
  if (ops === undefined || json === undefined) {
    const reason = `it is not there; node ${at('migration.ts')} writes it`;
    return { unread: { file: identify(at(missing ?? '')), reason, migration } };
  }
  const facts = readMigrationFacts(json);
  if (typeof facts === 'string') {
    return { unread: { file: identify(at('migration.json')), reason: facts, migration } };
  }
  const read = readOperations(ops, await commentsFor(tree, folder));
  const file = identify(at('ops.json'));
  const [problem] = read.problems;
  const operations: OperationsText = { file, text: ops, read };
  const whole = {
    name: migration,
    facts,
    operations,
    manifest: { file: identify(at('migration.json')), text: json },
  };
  if (problem !== undefined) return { whole, unread: { file, reason: problem, migration } };
  return { whole };
}

/** What the script says of its operations to us: the SQL that is planned can have no comments. */
async function commentsFor(
  tree: FileTree,
  folder: string,
): Promise<Map<number, readonly string[]> | undefined> {
  const text = await tree.read(joinPath(folder, 'migration.ts'));
  if (!text?.includes('migration-guard-ignore')) return undefined;
  const operations = operationsInScript(text) ?? [];
  return new Map(
    operations.map(({ comments }, index) => [
      index,
      comments.filter((comment) => comment.startsWith('migration-guard-ignore')),
    ]),
  );
}

async function scriptIn({ tree, identify }: Files, folder: string): Promise<OperationsScript | undefined> {
  for (const name of ['migration.ts', 'migration.mts', 'migration.cts']) {
    const file = joinPath(folder, name);
    const text = await tree.read(file);
    if (text !== undefined) return { file: identify(file), text, operations: operationsInScript(text) };
  }
  return undefined;
}

function mainLine(space: ReadSpace, target: string | undefined): MigrationFile[] {
  const [line] = readGraph(space.edges, target).lines;
  return line ? filesOf(line, space) : [];
}

function filesOf({ migrations }: MigrationLine, { files }: ReadSpace): MigrationFile[] {
  return migrations.flatMap(({ name }) => files.get(name) ?? []);
}

function refusedIn(
  { operations, manifests }: ReadSpace,
  lines: readonly MigrationLine[],
): RefusedMigration[] {
  const texts = [...manifests].map(([name, { text }]) => ({
    ...{ name, facts: text },
    operations: operations.get(name)?.text ?? '',
  }));
  return refusalsOf(texts, lines, sha256).flatMap(({ name, refusal }) => {
    const manifest = manifests.get(name);
    return manifest ? [{ migration: name, ...manifest, refusal }] : [];
  });
}
