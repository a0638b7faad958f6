import { ownSpace } from '../../core/prisma8/ledger';
import { readMigrationFacts, isHashRight, type MigrationFacts } from '../../core/prisma8/migration-facts';
import type { SchemaFile } from '../../core/prisma-schema/declarations';
import { readGraph, type MigrationEdge, type MigrationLine } from '../../core/prisma8/migration-graph';
import { readOperations } from '../../core/prisma8/operations-file';
import type {
  MigrationFile,
  OperationsText,
  Prisma8Source,
  RefusedMigration,
  SchemaChange,
  TextFile,
  UnreadFile,
} from '../../workflows/lint-source';
import { type FileTree, joinPath, nameOf } from '../files/file-tree';
import { sha256 } from '../files/sha256';
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
  const contractAt = async (hash: string | undefined): Promise<readonly SchemaFile[] | undefined> => {
    if (hash === undefined) return [];
    const file = joinPath(paths.spaces, 'snapshots', hash.replace(/^\w+:/, ''), 'contract.json');
    const text = await tree.read(file);
    return text === undefined ? undefined : [{ file: identify(file), text }];
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
      refused: [...all.flatMap(({ refused }) => refused), ...brokenLines(lines, own)],
      contract:
        paths.contract === undefined || text === undefined || schema?.path === paths.contract
          ? undefined
          : { file: identify(paths.contract), text },
      contractHash,
      spaces: identify(paths.spaces),
      contractAt,
      schemaWhenAdded: async (names) => {
        const changes = new Map<string, SchemaChange>();
        for (const { name, from, to } of all.flatMap(({ edges }) => edges)) {
          if (!names.includes(name)) continue;
          const [before, after] = await Promise.all([contractAt(from), contractAt(to)]);
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
export function hashOf(contract: string | undefined): string | undefined {
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
  readonly edges: readonly MigrationEdge[];
  readonly files: ReadonlyMap<string, MigrationFile>;
  readonly operations: ReadonlyMap<string, OperationsText>;
  readonly refused: readonly RefusedMigration[];
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
    refused: known.flatMap(({ refused }) => refused ?? []),
    unread: known.flatMap(({ unread }) => unread ?? []),
  };
}

interface ReadMigration {
  readonly whole?: {
    readonly name: string;
    readonly facts: MigrationFacts;
    readonly operations: OperationsText;
  };
  readonly refused?: RefusedMigration;
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
  const read = readOperations(ops);
  const file = identify(at('ops.json'));
  const [problem] = read.problems;
  const operations: OperationsText = { file, text: ops, read };
  const whole = { name: migration, facts, operations };
  if (problem !== undefined) return { whole, unread: { file, reason: problem, migration } };
  if (isHashRight(json, ops, sha256) === false) {
    return {
      whole,
      refused: {
        ...{ migration, file },
        message: `The migrationHash of ${migration} is not that of its files: ops.json or migration.json was changed by hand, and Prisma does not apply it. Change migration.ts, and run it: node ${at('migration.ts')}`,
      },
    };
  }
  return { whole };
}

function mainLine(space: ReadSpace, target: string | undefined): MigrationFile[] {
  const [line] = readGraph(space.edges, target).lines;
  return line ? filesOf(line, space) : [];
}

function filesOf({ migrations }: MigrationLine, { files }: ReadSpace): MigrationFile[] {
  return migrations.flatMap(({ name }) => files.get(name) ?? []);
}

/** Lines that begin at a contract to which nothing leads. */
function brokenLines(lines: readonly MigrationLine[], { operations }: ReadSpace): RefusedMigration[] {
  const found = new Map<string, RefusedMigration>();
  for (const {
    beginsAt,
    migrations: [first],
  } of lines) {
    const file = first && operations.get(first.name)?.file;
    if (beginsAt === undefined || !first || file === undefined) continue;
    found.set(first.name, {
      ...{ migration: first.name, file },
      message: `${first.name} begins at the contract ${beginsAt.slice(0, 8)}, and no migration leads there: on a new database Prisma cannot apply it. Bring back the migration that led there, or plan this one again with --from.`,
    });
  }
  return [...found.values()];
}

/** A contract that people write, as text: only Prisma's schema language can be read without running it. */
export function isReadable({ file }: TextFile): boolean {
  return file.endsWith('.prisma');
}
