import * as vscode from 'vscode';
import { grouped } from '../../../core/grouped';
import { reconcile, TreeElement, treeLines, type TreeNode } from './tree-node';

/**
 * Shows a tree that is described anew whenever something may have changed. Only what is different is drawn again, so that
 * expansion, selection and the scroll position stay.
 */
export class DescribedTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<TreeElement[] | undefined>();
  #roots: TreeElement[] = [];
  readonly #isShown: Promise<void>;
  #tellShown: () => void = () => undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor() {
    this.#isShown = new Promise((resolve) => (this.#tellShown = resolve));
  }

  /** From now on the tree is this. */
  show(nodes: readonly TreeNode[]): void {
    const { roots, changed } = reconcile(this.#roots, nodes);
    this.#roots = roots;
    this.#tellShown();
    if (changed === 'all') this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }

  /** A line for each leaf, with what it stands under. */
  lines(): string[] {
    return treeLines(this.#roots.map(({ node }) => node));
  }

  async getChildren(element?: TreeElement): Promise<TreeElement[]> {
    // Until there is something to show, the view is loading: an empty one would say that there is nothing.
    await this.#isShown;
    return element ? element.children : this.#roots;
  }

  getParent({ parent }: TreeElement): TreeElement | undefined {
    return parent;
  }

  getTreeItem({ node }: TreeElement): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(
      node.label,
      node.expansion === undefined ? None : node.expansion === 'open' ? Expanded : Collapsed,
    );
    item.id = node.id;
    const description =
      node.description ?? (node.count === undefined ? undefined : grouped(node.count, vscode.env.language));
    if (description !== undefined) item.description = description;
    if (node.icon) {
      const { name, color } = node.icon;
      item.iconPath = new vscode.ThemeIcon(
        name,
        color === undefined ? undefined : new vscode.ThemeColor(color),
      );
    }
    if (typeof node.tooltip === 'string') item.tooltip = new vscode.MarkdownString(node.tooltip);
    if (node.file !== undefined) item.resourceUri = vscode.Uri.parse(node.file);
    if (node.context !== undefined) item.contextValue = node.context;
    if (node.command) {
      item.command = { title: node.label, command: node.command.id, arguments: [...node.command.args] };
    }
    // Read aloud in the place of the icon, the label and the description.
    const parts = node.line?.split(' · ') ?? [node.label, description, node.reason];
    item.accessibilityInformation = {
      label: parts.filter((part) => part !== undefined && part !== '').join(', '),
    };
    return item;
  }

  /** VS Code asks when the pointer rests on a node that has no tooltip yet. */
  resolveTreeItem(item: vscode.TreeItem, { node }: TreeElement): vscode.TreeItem {
    if (typeof node.tooltip === 'object') item.tooltip = new vscode.MarkdownString(node.tooltip.write());
    return item;
  }

  dispose(): void {
    this.#tellShown();
    this.#changed.dispose();
  }
}
