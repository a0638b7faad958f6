import * as vscode from 'vscode';
import { ids } from '../ids';
import type { KnownIndex } from '../state/known-state';
import type { State } from '../state/state-feature';
import { indexWords } from '../state/state-words';

/** A node of the tree of protected indexes: a table, or an index of it. */
export type IndexNode =
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly table: string;
      readonly indexes: readonly Placed[];
    }
  | ({ readonly kind: 'index'; readonly id: string } & Placed);

/** An index with the project and the environment in which it fares so. */
interface Placed {
  readonly root: string;
  readonly environment: string;
  readonly index: KnownIndex;
}

/** The tree of protected indexes, by table. */
export class IndexesView implements vscode.TreeDataProvider<IndexNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly state: Pick<State, 'store' | 'projects'>) {}

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: IndexNode): Promise<IndexNode[]> {
    if (!vscode.workspace.isTrusted || node?.kind === 'index') return [];
    if (node) {
      return node.indexes.map((placed) => ({
        kind: 'index',
        id: `${node.id} ${placed.index.schema ?? ''} ${placed.index.name}`,
        ...placed,
      }));
    }
    const byTable = new Map<string, Placed[]>();
    for (const placed of await this.#all()) {
      const key = `${placed.root} ${placed.index.table ?? ''}`;
      byTable.set(key, [...(byTable.get(key) ?? []), placed]);
    }
    return [...byTable].map(([id, indexes]) => ({
      kind: 'table',
      id,
      table: indexes[0]?.index.table ?? vscode.l10n.t('(no table)'),
      indexes,
    }));
  }

  getTreeItem(node: IndexNode): vscode.TreeItem {
    const item = node.kind === 'table' ? tableItem(node.table) : indexItem(node);
    item.id = node.id;
    return item;
  }

  /** How many indexes are not as they should be. */
  async attention(): Promise<number> {
    return (await this.#all()).filter(({ index }) => isBad(index)).length;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #all(): Promise<Placed[]> {
    const { store, projects } = this.state;
    return (await projects.all()).flatMap(({ root }) => {
      const { known } = store.view(root);
      return (known?.indexes ?? []).map((index) => ({ root, environment: known?.environment ?? '', index }));
    });
  }
}

function isBad({ state }: KnownIndex): boolean {
  return state !== 'present' && state !== 'pending';
}

function tableItem(table: string): vscode.TreeItem {
  const item = new vscode.TreeItem(table, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = new vscode.ThemeIcon('table');
  return item;
}

function indexItem({ index, environment }: IndexNode & { kind: 'index' }): vscode.TreeItem {
  const item = new vscode.TreeItem(index.name);
  const words = indexWords(index);
  item.description = words;
  item.iconPath = isBad(index)
    ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
    : new vscode.ThemeIcon(index.state === 'pending' ? 'circle-outline' : 'shield');
  item.contextValue = `index.${index.state}`;
  item.tooltip = vscode.l10n.t('{0}: {1} on {2}', index.name, words, environment);
  item.accessibilityInformation = { label: `${index.name}, ${words}` };
  const { origin } = index;
  if (origin) {
    item.command = { title: '', command: ids.commands.goToOrigin, arguments: [origin] };
  }
  return item;
}
