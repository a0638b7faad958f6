import * as vscode from 'vscode';
import type { KnownMigration, ProjectFolders } from './known-state';
import type { ProjectView, StateStore } from './state-store';

/** A migration of an open document, with what is known of it. */
export interface OpenMigration {
  readonly project: ProjectFolders;
  readonly view: ProjectView;
  /** Undefined while nothing is known of it in the chosen environment. */
  readonly known: KnownMigration | undefined;
}

/** The projects of the window, found once and again when files have changed. */
export class Projects {
  #found: Promise<readonly ProjectFolders[]> | undefined;
  readonly #forgotten = new vscode.EventEmitter<void>();
  /** The projects may be others now. */
  readonly onDidForget = this.#forgotten.event;

  readonly #store: Pick<StateStore, 'view'>;
  readonly #find: (folders: readonly string[]) => Promise<readonly ProjectFolders[]>;

  constructor(
    store: Pick<StateStore, 'view'>,
    find: (folders: readonly string[]) => Promise<readonly ProjectFolders[]>,
  ) {
    this.#store = store;
    this.#find = find;
  }

  /** Those for PostgreSQL. */
  async all(): Promise<readonly ProjectFolders[]> {
    return (await this.found()).filter(({ otherProvider }) => otherProvider === undefined);
  }

  /** Also those for other databases. On disk only: elsewhere there is neither a database nor a program. */
  found(): Promise<readonly ProjectFolders[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    this.#found ??= this.#find(folders.map(({ uri }) => uri.toString())).catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  forget(): void {
    this.#found = undefined;
    this.#forgotten.fire();
  }

  /** What is known of the migration at a URI; undefined where it belongs to no project. */
  async migrationAt(uri: vscode.Uri): Promise<OpenMigration | undefined> {
    const file = uri.toString();
    const [project] = (await this.all())
      .filter(({ migrationsFolder }) => file.startsWith(`${migrationsFolder}/`))
      // Prisma 8 may keep its migrations among those of Prisma 7.
      .sort((a, b) => b.migrationsFolder.length - a.migrationsFolder.length);
    if (!project) return undefined;
    const view = this.#store.view(project.root);
    return { project, view, known: view.known?.migrations.find((migration) => migration.file === file) };
  }
}
