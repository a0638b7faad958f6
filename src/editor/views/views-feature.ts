import * as vscode from 'vscode';
import { rangeIn } from '../finding-diagnostics';
import { ids } from '../ids';
import type { State } from '../state/state-feature';
import { pickEnvironment } from './environment-picker';
import { IndexesView, type IndexNode } from './indexes-view';
import type { MigrationNode } from './migration-nodes';
import { MigrationsView } from './migrations-view';
import { StatusBar } from './status-bar';

/** The sidebar and the status bar: they show what the store knows, and ask for it when somebody looks. */
export function registerViews(state: State): vscode.Disposable {
  const { store } = state;
  const migrations = new MigrationsView(state);
  const indexes = new IndexesView(state);
  const bar = new StatusBar(state);
  const migrationsTree = vscode.window.createTreeView<MigrationNode>(ids.views.migrations, {
    treeDataProvider: migrations,
  });
  const indexesTree = vscode.window.createTreeView<IndexNode>(ids.views.protectedIndexes, {
    treeDataProvider: indexes,
  });

  const update = async (): Promise<void> => {
    migrations.refresh();
    indexes.refresh();
    const [waiting, lost] = await Promise.all([migrations.attention(), indexes.attention()]);
    migrationsTree.badge = badge(waiting, vscode.l10n.t('{0} migrations need attention', waiting));
    indexesTree.badge = badge(lost, vscode.l10n.t('{0} protected indexes need attention', lost));
    migrationsTree.description = bar.environmentWords();
    await bar.update();
    await tellWhatThereIs(state);
  };
  const updateSoon = (): void => void update().catch(() => undefined);
  // Whoever opens the view wants to know: then the Prisma config may be run.
  const looked = ({ visible }: { visible: boolean }): void => {
    if (!visible) return;
    updateSoon();
    const isAsked = store.roots().some((root) => store.view(root).known ?? store.view(root).trouble);
    if (!isAsked) void state.refreshAll({ mayRunConfig: true }).catch(() => undefined);
  };

  return vscode.Disposable.from(
    ...[migrationsTree, indexesTree, migrations, indexes, bar],
    store.onDidChange(updateSoon),
    migrationsTree.onDidChangeVisibility(looked),
    indexesTree.onDidChangeVisibility(looked),
    vscode.workspace.onDidGrantWorkspaceTrust(() => looked({ visible: migrationsTree.visible })),
    vscode.commands.registerCommand(ids.commands.selectEnvironment, async () => {
      if (await pickEnvironment(state)) await state.refreshAll({ mayRunConfig: true });
    }),
    vscode.commands.registerCommand(ids.commands.showMore, (group: unknown) => {
      if (typeof group === 'string') migrations.showMore(group);
    }),
    vscode.commands.registerCommand(ids.commands.goToOrigin, goToOrigin),
    vscode.commands.registerCommand(ids.commands.copyName, (node: unknown) => {
      const name = nameOf(node);
      return name === undefined ? undefined : vscode.env.clipboard.writeText(name);
    }),
  );
}

function badge(value: number, tooltip: string): vscode.ViewBadge | undefined {
  return value > 0 ? { value, tooltip } : undefined;
}

/** For the welcome views of package.json. */
async function tellWhatThereIs({ projects }: State): Promise<void> {
  const all = vscode.workspace.isTrusted ? await projects.all() : [];
  await vscode.commands.executeCommand('setContext', 'migrationGuard.hasProjects', all.length > 0);
}

/** @param origin as KnownIndex has it; offsets are UTF-16 units of the file */
async function goToOrigin(origin: unknown): Promise<void> {
  if (typeof origin !== 'object' || origin === null) return;
  const { file, start, end }: { file?: unknown; start?: unknown; end?: unknown } = origin;
  if (typeof file !== 'string' || typeof start !== 'number' || typeof end !== 'number') return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file));
  await vscode.window.showTextDocument(document, { selection: rangeIn(document, { start, end }) });
}

function nameOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { migration, index }: { migration?: unknown; index?: unknown } = node;
  const named = migration ?? index;
  if (typeof named !== 'object' || named === null || !('name' in named)) return undefined;
  return typeof named.name === 'string' ? named.name : undefined;
}
