import * as vscode from 'vscode';
import type { KnownMigration, ProjectPlaces } from './known-state';
import type { ProjectView, StateStore } from './state-store';

/** A migration of an open document, with what is known of it. */
export interface OpenMigration {
  readonly project: ProjectPlaces;
  readonly view: ProjectView;
  /** Undefined while nothing is known of it in the chosen environment. */
  readonly known: KnownMigration | undefined;
}

/** The projects of the window, found once and again when files have changed. */
export class Projects {
  #found: Promise<readonly ProjectPlaces[]> | undefined;

  constructor(
    private readonly store: Pick<StateStore, 'view'>,
    private readonly find: (folders: readonly string[]) => Promise<readonly ProjectPlaces[]>,
  ) {}

  /** Projects on disk only: elsewhere there is neither a database nor a program. */
  all(): Promise<readonly ProjectPlaces[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    this.#found ??= this.find(folders.map(({ uri }) => uri.toString())).catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  forget(): void {
    this.#found = undefined;
  }

  /** What is known of the migration at a URI; undefined where it belongs to no project. */
  async migrationAt(uri: vscode.Uri): Promise<OpenMigration | undefined> {
    const file = uri.toString();
    const project = (await this.all()).find(({ migrationsFolder }) =>
      file.startsWith(`${migrationsFolder}/`),
    );
    if (!project) return undefined;
    const view = this.store.view(project.root);
    return { project, view, known: view.known?.migrations.find((migration) => migration.file === file) };
  }
}
