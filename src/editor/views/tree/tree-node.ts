import type { KnownIndex, KnownMigration, KnownObject } from '../../databases/known-state';
import type { FileIndex, FileObject } from '../../findings/linted-project';
import { append } from '../../../core/append';

/** What a command that is called on a node is about. */
export interface Subject {
  /** The URI of the project's folder. */
  readonly root: string;
  readonly environment: string;
  /** Whether the project is one of Prisma 8. */
  readonly isPrisma8?: boolean;
  readonly migration?: SubjectMigration;
  readonly index?: SubjectIndex;
  readonly object?: SubjectObject;
}

/** A migration, with what the chosen environment says of it where that is known. */
export type SubjectMigration = Pick<KnownMigration, 'name' | 'file'> & Partial<KnownMigration>;

/** An index, with what the chosen environment says of it where that is known. */
export type SubjectIndex = FileIndex & Partial<KnownIndex>;

/** Something else that is protected, likewise. */
export type SubjectObject = FileObject & Partial<KnownObject>;

/** What is written only when the pointer rests on a node: of hundreds of them few are ever seen. */
interface Tooltip {
  /** Plain data of which it is made: where that is the same, the text is. */
  readonly facts: unknown;
  /** Markdown, already escaped. */
  readonly write: () => string;
}

/** What a tree shows of one thing: plain data, so that two states of it can be compared. */
export interface TreeNode {
  /** The same from one state to the next: by it VS Code keeps what is expanded and selected. */
  readonly id: string;
  readonly label: string;
  /** Behind the label, dimmed. */
  readonly description?: string | undefined;
  /** A sentence that is too long to stand behind the label: it is read aloud, and shown elsewhere. */
  readonly reason?: string | undefined;
  /** What it reads as in text, where that is not what is seen: a name in full. */
  readonly line?: string | undefined;
  /** How many things it stands for; shown in the place of a description. */
  readonly count?: number | undefined;
  /** The name of an icon of VS Code's, and of a colour of its theme. */
  readonly icon?: { readonly name: string; readonly color?: string | undefined } | undefined;
  /** Markdown, already escaped. */
  readonly tooltip?: string | Tooltip | undefined;
  /** The URI of the file that it stands for: VS Code marks it as it does everywhere. */
  readonly file?: string | undefined;
  /** What menus look at. */
  readonly context?: string | undefined;
  /** What selecting it does. */
  readonly command?: { readonly id: string; readonly args: readonly unknown[] } | undefined;
  readonly expansion?: 'open' | 'closed' | undefined;
  readonly children?: readonly TreeNode[] | undefined;
  readonly subject?: Subject | undefined;
}

/** A node in a tree that is shown. It stays the same object as long as the tree has a node of its id. */
export class TreeElement {
  children: TreeElement[] = [];

  constructor(
    public node: TreeNode,
    readonly parent: TreeElement | undefined,
  ) {}

  get root(): string | undefined {
    return this.node.subject?.root;
  }

  get migration(): SubjectMigration | undefined {
    return this.node.subject?.migration;
  }

  get index(): SubjectIndex | undefined {
    return this.node.subject?.index;
  }

  get object(): SubjectObject | undefined {
    return this.node.subject?.object;
  }
}

/** What a tree has become, and the elements to draw again with all below them; `all` is the whole of it. */
export interface Reconciled {
  readonly roots: TreeElement[];
  readonly changed: readonly TreeElement[] | 'all';
}

/** Carries a shown tree over to a new state of it. */
export function reconcile(shown: readonly TreeElement[], nodes: readonly TreeNode[]): Reconciled {
  const { elements, changed, isSameList } = carryOver(shown, nodes, undefined);
  return { roots: elements, changed: isSameList ? changed : 'all' };
}

interface CarriedOver {
  readonly elements: TreeElement[];
  readonly changed: TreeElement[];
  readonly isSameList: boolean;
}

function carryOver(
  shown: readonly TreeElement[],
  nodes: readonly TreeNode[],
  parent: TreeElement | undefined,
): CarriedOver {
  const known = new Map(shown.map((element) => [element.node.id, element]));
  const changed: TreeElement[] = [];
  const elements = nodes.map((node) => {
    const element = known.get(node.id) ?? new TreeElement(node, parent);
    const below = carryOver(element.children, node.children ?? [], element);
    const isSame = below.isSameList && faceOf(element.node) === faceOf(node);
    element.node = node;
    element.children = below.elements;
    // Whoever is drawn again is so with all below.
    if (isSame) append(changed, below.changed);
    else changed.push(element);
    return element;
  });
  const isSameList =
    shown.length === elements.length && shown.every((element, position) => element === elements[position]);
  return { elements, changed, isSameList };
}

/** All that can be seen of a node itself. Its subject is looked up when a command is called. */
function faceOf(node: TreeNode): string {
  const { label, description, reason, count, icon, tooltip, file, context, command, expansion } = node;
  return JSON.stringify([
    ...[label, description, reason, count, icon, tooltip, file, context, command, expansion],
  ]);
}

/** The tree as text: `Needs attention › 20251213200000_add_tombstones · drifted, cosmetic`, a line for each leaf. */
export function treeLines(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => {
    const { label, description, reason, children = [] } = node;
    const line = node.line ?? lineOf(label, description ?? reason);
    return children.length === 0 ? [line] : treeLines(children).map((below) => `${line} › ${below}`);
  });
}

/** What is read of a node: its label and what stands behind it. */
function lineOf(label: string, description: string | undefined): string {
  return description === undefined || description === '' ? label : `${label} · ${description}`;
}
