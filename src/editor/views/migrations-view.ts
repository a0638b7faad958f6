import * as vscode from 'vscode';
import { ids } from '../ids';
import { asMarkdown } from '../markdown';
import type { State } from '../state/state-feature';
import { migrationIcon, migrationWords, shortWords } from '../state/state-words';
import {
  isTroubled,
  nodesOfGroup,
  nodesOfProject,
  type GroupKind,
  type MigrationNode,
} from './migration-nodes';

/** The tree of migrations: what needs attention, what is pending, what is applied. */
export class MigrationsView implements vscode.TreeDataProvider<MigrationNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<MigrationNode | undefined>();
  readonly #pages = new Map<string, number>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly state: Pick<State, 'store' | 'projects'>) {}

  /** Asked when anything may be different; VS Code keeps what is expanded and selected by the nodes' ids. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Shows another page of a group. */
  showMore(group: string): void {
    this.#pages.set(group, (this.#pages.get(group) ?? 1) + 1);
    this.refresh();
  }

  async getChildren(node?: MigrationNode): Promise<MigrationNode[]> {
    const { store, projects } = this.state;
    if (!vscode.workspace.isTrusted) return [];
    if (!node) {
      const all = await projects.all();
      const [only, ...others] = all;
      if (only && others.length === 0) return nodesOfProject(only, store.view(only.root));
      return all.map((place) => ({ kind: 'project', id: place.root, place }));
    }
    if (node.kind === 'project') return nodesOfProject(node.place, store.view(node.place.root));
    if (node.kind === 'group') return nodesOfGroup(node, this.#pages.get(node.id) ?? 1);
    return [];
  }

  getTreeItem(node: MigrationNode): vscode.TreeItem {
    const item = itemOf(node);
    item.id = node.id;
    const { description } = item;
    const label = typeof item.label === 'string' ? item.label : '';
    item.accessibilityInformation = {
      label: typeof description === 'string' ? `${label}, ${description}` : label,
    };
    return item;
  }

  /** How many migrations of all projects need attention. */
  async attention(): Promise<number> {
    const all = await this.state.projects.all();
    return all.flatMap(({ root }) => this.state.store.view(root).known?.migrations ?? []).filter(isTroubled)
      .length;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function itemOf(node: MigrationNode): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'project': {
      const item = new vscode.TreeItem(nameOf(node.place.root), Expanded);
      item.iconPath = new vscode.ThemeIcon('root-folder');
      return item;
    }
    case 'loading': {
      const item = new vscode.TreeItem(vscode.l10n.t('Asking the database…'));
      item.iconPath = new vscode.ThemeIcon('sync~spin');
      return item;
    }
    case 'unknown': {
      const item = new vscode.TreeItem(vscode.l10n.t('Ask {0} what is applied', node.environment));
      item.iconPath = new vscode.ThemeIcon('database');
      item.command = { title: '', command: ids.commands.refresh };
      return item;
    }
    case 'trouble': {
      const item = new vscode.TreeItem(node.message);
      item.iconPath = new vscode.ThemeIcon(
        'debug-disconnect',
        new vscode.ThemeColor('list.warningForeground'),
      );
      item.tooltip = `${node.message}\n\n${vscode.l10n.t('Select to ask again.')}`;
      item.command = { title: '', command: ids.commands.refresh };
      return item;
    }
    case 'group': {
      const item = new vscode.TreeItem(
        groupWords(node.group),
        node.group === 'applied' ? Collapsed : Expanded,
      );
      item.description = node.migrations.length.toLocaleString();
      return item;
    }
    case 'more': {
      const item = new vscode.TreeItem(vscode.l10n.t('Show more ({0} left)', node.left.toLocaleString()));
      item.command = { title: '', command: ids.commands.showMore, arguments: [node.group] };
      return item;
    }
    case 'migration':
      return migrationItem(node);
  }
}

function migrationItem({ migration, state }: MigrationNode & { kind: 'migration' }): vscode.TreeItem {
  const words = migrationWords(migration, state.environment);
  const item = new vscode.TreeItem(migration.name);
  item.description = shortWords(migration);
  item.iconPath = new vscode.ThemeIcon(migrationIcon(migration), colorOf(migration.state));
  // Menus look at this: what can be done depends on the state.
  item.contextValue = `migration.${migration.state}${migration.appliedText === undefined ? '' : '.known'}`;
  const lines = [
    `**${asMarkdown(migration.name)}**`,
    asMarkdown(words),
    migration.at === undefined ? '' : asMarkdown(new Date(migration.at).toLocaleString()),
    migration.checksum === undefined
      ? ''
      : `${vscode.l10n.t('Checksum in the database')}: \`${migration.checksum}\``,
    migration.logs === undefined
      ? ''
      : new vscode.MarkdownString().appendCodeblock(migration.logs, 'text').value,
  ];
  item.tooltip = new vscode.MarkdownString(lines.filter((line) => line !== '').join('\n\n'));
  if (migration.file !== undefined) {
    item.command = { title: '', command: 'vscode.open', arguments: [vscode.Uri.parse(migration.file)] };
  }
  return item;
}

function colorOf(state: string): vscode.ThemeColor | undefined {
  if (state === 'failed' || state === 'empty') return new vscode.ThemeColor('list.errorForeground');
  return state === 'drifted' || state === 'missing'
    ? new vscode.ThemeColor('list.warningForeground')
    : undefined;
}

function groupWords(group: GroupKind): string {
  if (group === 'attention') return vscode.l10n.t('Needs attention');
  return group === 'pending' ? vscode.l10n.t('Pending') : vscode.l10n.t('Applied');
}

function nameOf(root: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(root)) || root;
}
