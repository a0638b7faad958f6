import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { HumanError } from '../core/human-error';
import type { SchemaFile } from '../core/schema/declarations';
import { projectOfMigrations } from '../project/locate';
import { openProjects } from '../project/open-projects';
import { readProject } from '../project/read-project';
import type { LintSource, ProjectHistory, SchemaChange } from '../workflows/lint-source';
import { workspaceTree } from './project-tree';

/** Reads the project that a migrations folder belongs to. Every file of it goes by its URI. */
export async function readSource(migrations: vscode.Uri): Promise<LintSource> {
  return (await fromDisk(migrations)) ?? (await fromFileSystem(migrations));
}

/** On disk there may be git too; it runs in trusted workspaces only. */
async function fromDisk(migrations: vscode.Uri): Promise<LintSource | undefined> {
  if (migrations.scheme !== 'file') return undefined;
  const folder = fileURLToPath(migrations.toString());
  try {
    const [project] = await openProjects([folder], { cwd: folder, git: vscode.workspace.isTrusted });
    return project && withUris(project.source);
  } catch (error) {
    // A folder in which nothing has been saved yet.
    if (error instanceof HumanError) return undefined;
    throw error;
  }
}

async function fromFileSystem(migrations: vscode.Uri): Promise<LintSource> {
  const workspace = vscode.workspace.getWorkspaceFolder(migrations)?.uri;
  const root = workspace ?? vscode.Uri.joinPath(migrations, '..', '..');
  const inside = migrations.path.slice(root.path.length).replace(/^\//, '');
  const tree = workspaceTree(root);
  const place = await projectOfMigrations(tree, inside);
  const { source } = await readProject({
    tree,
    place,
    identify: (file) => tree.identify(file),
    diskFolder: undefined,
  });
  return { ...source, history: undefined };
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
    schema: source.schema.map(withUri),
    driftIgnore: source.driftIgnore && withUri(source.driftIgnore),
    driftIgnoreFile: uriOf(source.driftIgnoreFile),
    config: source.config && withUri(source.config),
    history: source.history && historyWithUris(source.history),
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
  const change = ({ before, after }: SchemaChange): SchemaChange => ({
    before: files(before),
    after: files(after),
  });
  return {
    base: history.base,
    settled: () => history.settled(),
    committed: () => history.committed(),
    driftIgnoreAtBase: () => history.driftIgnoreAtBase(),
    changedSinceBase: async (now) => (await history.changedSinceBase(now)).map(withUri),
    schemaAtBase: async () => files(await history.schemaAtBase()),
    schemaWhenAdded: async (names) => {
      const changes = await history.schemaWhenAdded(names);
      return new Map([...changes].map(([name, value]) => [name, change(value)]));
    },
  };
}
