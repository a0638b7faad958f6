import * as vscode from 'vscode';
import { displayName, ids } from '../ids';
import { Scheduler, systemClock } from '../scheduler';
import type { ProjectFolders } from '../databases/known-state';
import type { State } from '../databases/state';
import type { ProjectView } from '../databases/state-store';
import type { Findings } from '../findings/findings';
import { failureOf } from '../databases/failure-of';
import { ageLabel, attentionLabel, environmentLabel, lostLabel } from '../labels/environment';
import { lostIn } from './protected/protected-row';
import { protectedTree } from './protected/protected-tree';
import { attentionIn } from './migrations/attention';
import { migrationRows } from './tree/migration-row';
import { messageAbove, migrationTree, stateLabel } from './migrations/migration-tree';
import { shortMigrationLabel } from '../labels/migration-state';
import { nameOfProject } from '../project-name';
import type { ShownProject } from './tree/shown-project';
import { StatusBar } from './status-bar';
import type { TreeElement } from './tree/tree-node';
import { DescribedTree } from './tree/described-tree';
import { registerViewProgress } from './view-progress';

/** Milliseconds in which several changes become one. */
const debounceMs = 20;

/** How often the age of an answer is shown anew, in milliseconds. */
const ageing = 30_000;

/** A migration by its full name. */
interface NamedMigration {
  readonly name: string;
  /** Its state as the tree has it. */
  readonly state: string;
  /** The name of its project, where there are several. */
  readonly project: string | undefined;
  /** The URI of its `migration.sql`. */
  readonly file: string;
}

/** What the sidebar shows. */
export interface Views {
  /** A line for each leaf of the trees, with what it stands under. */
  lines(): readonly string[];
  /** The migrations that have a file, the newest first, whether they are in sight or not. */
  migrations(): readonly NamedMigration[];
  /** Shows what is known now, without waiting for a moment of quiet. */
  update(): Promise<void>;
  /** Shows the next page of a group of migrations. */
  showMore(group: string): void;
  dispose(): void;
}

/** The sidebar and the status bar: they show what the store knows, and ask for it when somebody looks. */
export function registerViews(state: State, findings: Findings): Views {
  const { store } = state;
  const { migrations: migrationsId, protectedIndexes: protectedId } = ids.views;
  const migrations = new DescribedTree();
  const protectedThings = new DescribedTree();
  const migrationsView = createView(migrationsId, migrations);
  const protectedView = createView(protectedId, protectedThings);
  const bar = new StatusBar();
  const pages = new Map<string, number>();
  let shown: readonly ShownProject[] = [];

  const update = async (): Promise<void> => {
    const projects = await shownProjects(state, findings);
    shown = projects;
    const ours = projects.filter(({ folders }) => folders.otherProvider === undefined);
    const known = ours.flatMap(({ view }) => view.known ?? []);
    migrations.show(migrationTree(projects, (group) => pages.get(group) ?? 1));
    migrationsView.message = messageAbove(projects) ?? '';
    protectedThings.show(protectedTree(ours));
    const waiting = attentionIn(ours);
    const lost = lostIn(known);
    migrationsView.badge = badge(waiting, attentionLabel(waiting));
    protectedView.badge = badge(lost, lostLabel(lost));
    const age = ageLabel(known, Date.now());
    const environment = ours.length > 0 ? environmentLabel(store) : '';
    migrationsView.description = [environment, age ?? ''].filter((part) => part !== '').join(' · ');
    protectedView.description = environment;
    bar.show(store, ours);
    await tellWelcomes({
      hasProjects: projects.length > 0,
      hasPostgres: ours.length > 0,
      onlyPrisma8: ours.length > 0 && ours.every(({ folders }) => folders.isPrisma8 === true),
      isAsking: ours.some(({ view }) => view.isLoading),
      hasAnswer: known.length > 0 || ours.some(({ files }) => files),
    });
  };
  const soon = new Scheduler(() => update().catch(() => undefined), systemClock);
  const updateSoon = (): void => soon.schedule('update', debounceMs);

  let asking: Promise<void> | undefined;
  // Whoever opens the view wants to know: then the Prisma config may be run.
  const looked = (): void => {
    const isVisible = migrationsView.visible || protectedView.visible;
    state.setLookedAt(isVisible);
    if (!isVisible) return;
    updateSoon();
    // Both views come into sight at once: one question is enough.
    if (isAsked(state) || asking) return;
    asking = state
      .refreshAll({ mayRunConfig: true })
      .catch(() => undefined)
      .finally(() => (asking = undefined));
  };
  const clock = setInterval(() => {
    if (migrationsView.visible) updateSoon();
  }, ageing);

  updateSoon();
  const disposables = vscode.Disposable.from(
    ...[migrationsView, protectedView, migrations, protectedThings, bar],
    { dispose: () => clearInterval(clock) },
    { dispose: () => soon.dispose() },
    store.onDidChange(updateSoon),
    findings.onDidChange(updateSoon),
    state.projects.onDidForget(updateSoon),
    migrationsView.onDidChangeVisibility(looked),
    protectedView.onDidChangeVisibility(looked),
    vscode.workspace.onDidGrantWorkspaceTrust(looked),
    registerViewProgress(store, migrationsId),
  );
  return {
    migrations: () => namedMigrations(shown),
    lines: () => [...migrations.lines(), ...protectedThings.lines()],
    update,
    showMore: (group) => {
      pages.set(group, (pages.get(group) ?? 1) + 1);
      updateSoon();
    },
    dispose: (): void => void disposables.dispose(),
  };
}

function createView(id: string, treeDataProvider: DescribedTree): vscode.TreeView<TreeElement> {
  return vscode.window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
}

/** None in a window that is not trusted: there the project's folders are not even searched. */
async function shownProjects({ store, projects }: State, findings: Findings): Promise<ShownProject[]> {
  if (!vscode.workspace.isTrusted) return [];
  try {
    const found = await projects.found();
    return found.map((folders) => {
      const view = viewOf(folders, found, store);
      const files = findings.project(folders.migrationsFolder);
      return {
        ...{ folders, view, files, findings: findings.ofProject(folders.migrationsFolder) },
        migrations: migrationRows(view.known?.migrations ?? [], files?.migrations ?? [], (file) =>
          findings.of(file),
        ),
      };
    });
  } catch (error) {
    const view = { ...store.view(''), failure: failureOf(error) };
    const folders = { root: '', migrationsFolder: '' };
    return [{ folders, view, files: undefined, findings: [], migrations: [] }];
  }
}

/** Of two projects in one folder, such as one of Prisma 8 beside one of Prisma 7, a database was asked about one. */
function viewOf(
  { root, migrationsFolder }: ProjectFolders,
  all: readonly ProjectFolders[],
  store: State['store'],
): ProjectView {
  const view = store.view(root);
  const isOfOther = all.some(
    (other) => other.root === root && other.migrationsFolder === view.known?.migrationsFolder,
  );
  return view.known?.migrationsFolder !== migrationsFolder && isOfOther
    ? { ...view, known: undefined }
    : view;
}

function namedMigrations(projects: readonly ShownProject[]): NamedMigration[] {
  return projects.flatMap(({ folders, migrations }) =>
    migrations.toReversed().flatMap((row) => {
      const { name, file } = row;
      const project = projects.length > 1 ? nameOfProject(folders.root) : undefined;
      return file === null ? [] : { name, file, project, state: stateLabel(row, shortMigrationLabel) };
    }),
  );
}

function isAsked({ store }: State): boolean {
  return store.roots().some((root) => store.view(root).known ?? store.view(root).failure);
}

function badge(value: number, tooltip: string): vscode.ViewBadge | undefined {
  return value > 0 ? { value, tooltip: `${displayName}: ${tooltip}` } : undefined;
}

/** For the welcome views and menus of package.json. */
async function tellWelcomes(facts: Readonly<Record<string, boolean>>): Promise<void> {
  for (const [name, value] of Object.entries(facts)) {
    await vscode.commands.executeCommand('setContext', `migrationGuard.${name}`, value);
  }
  // Until then nothing is said of what may only not have been looked for.
  await vscode.commands.executeCommand('setContext', 'migrationGuard.isReady', true);
}
