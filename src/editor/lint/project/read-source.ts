import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { guardFiles } from '../../../core/config/extended-files';
import { withIdentities } from '../../../core/config/guard-file';
import { isHumanError } from '../../../core/human-error';
import type { SchemaFile } from '../../../core/prisma-schema/declarations';
import { findProjects, type FoundProject } from '../../../adapters/project/find-projects';
import { readGuardFile } from '../../../adapters/project/guard-file';
import { projectOfMigrations } from '../../../adapters/project/locate';
import { openProjects } from '../../../adapters/open-projects';
import { configPaths, readProject } from '../../../adapters/project/read-project';
import { isCut } from '../../../workflows/history-cuts';
import type { CameWith, LintSource, Prisma8Source, ProjectHistory } from '../../../workflows/lint-source';
import { workspaceTree } from './workspace-tree';

/** A project as it was read. */
export interface ReadSource {
  readonly source: LintSource;
  /** Sentences about what could not be read, and about how far the result goes. */
  readonly notices: readonly string[];
}

/**
 * The migrations folders of the projects that a file may configure. None where it is not saved yet, belongs to no
 * project, or lies on no disk.
 */
export async function migrationsConfiguredBy(configuration: vscode.Uri): Promise<vscode.Uri[]> {
  if (configuration.scheme !== 'file') return [];
  const file = fileURLToPath(configuration.toString());
  try {
    const projects = await findProjects([file], dirname(file));
    const configured = await Promise.all(
      projects.map(async (project) => ((await isConfiguredBy(project, file)) ? [project] : [])),
    );
    return configured.flat().map(({ tree, paths }) => vscode.Uri.file(tree.toDisk(paths.migrations)));
  } catch (error) {
    if (isHumanError(error)) return [];
    throw error;
  }
}

/** Below a migration-guard.json there may be projects that have nothing to do with it. */
async function isConfiguredBy({ tree, paths }: FoundProject, file: string): Promise<boolean> {
  if (basename(file) !== 'migration-guard.json') return true;
  const guard = await readGuardFile({ tree, identify: (path) => tree.toDisk(path) }, configPaths(paths));
  return guard !== undefined && guardFiles(guard).some((one) => one.file === file);
}

/** Reads the project that a migrations folder belongs to. Every file of it goes by its URI. */
export async function readSource(migrations: vscode.Uri): Promise<ReadSource> {
  return (await fromDisk(migrations)) ?? (await fromFileSystem(migrations));
}

/** On disk there may be git too; it runs in trusted workspaces only. */
async function fromDisk(migrations: vscode.Uri): Promise<ReadSource | undefined> {
  if (migrations.scheme !== 'file') return undefined;
  const folder = fileURLToPath(migrations.toString());
  try {
    const [project] = await openProjects([folder], {
      ...{ cwd: folder, git: vscode.workspace.isTrusted, prisma8: true },
    });
    return project && { source: withUris(project.source), notices: project.notices };
  } catch (error) {
    // A folder in which nothing has been saved yet.
    if (isHumanError(error)) return undefined;
    throw error;
  }
}

async function fromFileSystem(migrations: vscode.Uri): Promise<ReadSource> {
  const workspace = vscode.workspace.getWorkspaceFolder(migrations)?.uri;
  const root = workspace ?? vscode.Uri.joinPath(migrations, '..', '..');
  const inside = migrations.path.slice(root.path.length).replace(/^\//, '');
  const tree = workspaceTree(root);
  const paths = await projectOfMigrations(tree, inside);
  const { source, notices } = await readProject({
    tree,
    paths,
    identify: (file) => tree.identify(file),
    diskFolder: undefined,
  });
  return { source: { ...source, history: undefined }, notices };
}

function uriOf(file: string): string {
  return vscode.Uri.file(file).toString();
}

function withUri<T extends { readonly file: string }>(thing: T): T {
  return { ...thing, file: uriOf(thing.file) };
}

/** The same source with URIs in the place of paths. */
function withUris(source: LintSource): LintSource {
  return {
    ...source,
    root: uriOf(source.root),
    migrations: source.migrations.map(withUri),
    unread: (source.unread ?? []).map(withUri),
    schema: source.schema.map(withUri),
    driftIgnore: source.driftIgnore && withUri(source.driftIgnore),
    driftIgnoreFile: uriOf(source.driftIgnoreFile),
    config: source.config && withIdentities(source.config, uriOf),
    history: source.history && historyWithUris(source.history),
    ...(source.prisma8 && { prisma8: prisma8WithUris(source.prisma8) }),
  };
}

function prisma8WithUris(prisma8: Prisma8Source): Prisma8Source {
  return {
    ...prisma8,
    operations: new Map([...prisma8.operations].map(([name, read]) => [name, withUri(read)])),
    otherLines: prisma8.otherLines.map((migrations) => migrations.map(withUri)),
    refused: prisma8.refused.map(withUri),
    contract: prisma8.contract && withUri(prisma8.contract),
    spaces: uriOf(prisma8.spaces),
    scriptOf: async (migration) => {
      const script = await prisma8.scriptOf(migration);
      return script && withUri(script);
    },
    schemaWhenAdded: async (names) => {
      const changes = await prisma8.schemaWhenAdded(names);
      return new Map(
        [...changes].map(([name, change]) => [
          name,
          { ...change, before: change.before.map(withUri), after: change.after.map(withUri) },
        ]),
      );
    },
  };
}

/** One list stays one list, so that what is read from it is remembered. */
function historyWithUris(history: ProjectHistory): ProjectHistory {
  const known = new WeakMap<readonly SchemaFile[], readonly SchemaFile[]>();
  const files = (schema: readonly SchemaFile[]): readonly SchemaFile[] => {
    const renamed = known.get(schema) ?? schema.map(withUri);
    known.set(schema, renamed);
    return renamed;
  };
  const change = (came: CameWith): CameWith =>
    isCut(came) ? came : { ...came, before: files(came.before), after: files(came.after) };
  return {
    base: history.base,
    settled: () => history.settled(),
    committed: () => history.committed(),
    driftIgnoreAtBase: () => history.driftIgnoreAtBase(),
    guardConfigAtBase: async () => {
      const config = await history.guardConfigAtBase();
      return config && withIdentities(config, uriOf);
    },
    changedSinceBase: async (now) => (await history.changedSinceBase(now)).map(withUri),
    schemaAtBase: async () => {
      const schema = await history.schemaAtBase();
      return schema && files(schema);
    },
    schemaWhenAdded: async (names) => {
      const changes = await history.schemaWhenAdded(names);
      return new Map([...changes].map(([name, value]) => [name, change(value)]));
    },
  };
}
