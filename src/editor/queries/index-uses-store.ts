import * as vscode from 'vscode';
import { grouped } from '../../core/grouped';
import { watchProjectFiles } from '../documents/migration-documents';
import { watchFiles } from '../documents/watch-files';
import type { IndexUsesFound } from '../findings/index-uses';
import { type Clock, Scheduler } from '../scheduler';
import { mayHoldQueries, querySelector } from './query-documents';

interface Dependencies {
  readonly search: (migrationsFolder: string, signal: AbortSignal) => Promise<IndexUsesFound>;
  readonly log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>;
  readonly clock: Clock;
}

interface Known {
  readonly found: IndexUsesFound | undefined;
  readonly isFresh: boolean;
  readonly isSearching: boolean;
}

/** Milliseconds of quiet after files have changed before a project is searched again. */
const debounceMs = 1_000;

/** Which queries the vector indexes of projects serve: searched when somebody first looks, and again when files have changed. */
export class IndexUsesStore implements vscode.Disposable {
  readonly #dependencies: Dependencies;
  /** By the URI of the migrations folder. */
  readonly #known = new Map<string, Known>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** There is something new to show, or to search. */
  readonly onDidChange = this.#changed.event;
  readonly #abort = new AbortController();
  readonly #scheduler: Scheduler;
  #watchers: vscode.Disposable | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#scheduler = new Scheduler(() => {
      this.#changed.fire();
      return Promise.resolve();
    }, dependencies.clock);
  }

  /** What was found last. Where that is old, or nothing is known, the search begins, and its end is told. */
  of(migrationsFolder: string): IndexUsesFound | undefined {
    const known = this.#known.get(migrationsFolder);
    if (!known?.isSearching && !known?.isFresh) void this.#search(migrationsFolder, known?.found);
    return known?.found;
  }

  dispose(): void {
    this.#abort.abort();
    this.#watchers?.dispose();
    this.#scheduler.dispose();
    this.#changed.dispose();
  }

  async #search(migrationsFolder: string, before: IndexUsesFound | undefined): Promise<void> {
    const { search, log } = this.#dependencies;
    this.#watchers ??= this.#watch();
    // What changes while it runs makes it old.
    this.#known.set(migrationsFolder, { found: before, isFresh: true, isSearching: true });
    const started = performance.now();
    const found = await search(migrationsFolder, this.#abort.signal).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (!this.#abort.signal.aborted) log.warn(`Queries were not searched for: ${reason}`);
      return undefined;
    });
    if (this.#abort.signal.aborted) return;
    const isFresh = this.#known.get(migrationsFolder)?.isFresh ?? true;
    this.#known.set(migrationsFolder, { found, isFresh, isSearching: false });
    if (found) {
      const elapsed = grouped(performance.now() - started);
      log.info(`Searched ${grouped(found.looked)} files for vector queries: ${elapsed} ms.`);
    }
    this.#changed.fire();
  }

  #watch(): vscode.Disposable {
    const makeOld = (): void => {
      for (const [folder, known] of this.#known) this.#known.set(folder, { ...known, isFresh: false });
      this.#scheduler.schedule('all', debounceMs);
    };
    return vscode.Disposable.from(
      watchFiles(querySelector.pattern ?? '**', (uri) => {
        if (mayHoldQueries(uri)) makeOld();
      }),
      watchProjectFiles(({ uri }) => {
        if (!/\/\.git\//.test(uri.path)) makeOld();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(makeOld),
    );
  }
}
