import * as vscode from 'vscode';
import { ConfigValue, oneOf } from '../config-value';
import type { UrlSource } from '../../project/environments/url-source';
import { DatabaseUrls } from '../database-urls';
import { ids } from '../ids';
import { isLintedDocument, migrationSelector, projectFilePatterns } from '../migration-documents';
import { Scheduler, systemClock } from '../scheduler';
import { askInWorker, environmentsInWorker, findInWorker, urlSourceInWorker } from './ask-in-worker';
import type { KnownEnvironment } from './known-state';
import { Projects } from './projects';
import { StateStore, type AskOptions } from './state-store';
import { troubleOf } from './trouble';

/** Milliseconds after which nobody waits for a database any longer. */
const limit = 60_000;

/** Milliseconds of quiet after files have changed before the database is asked again. */
const settling = 1_000;

/** What comes back to a window asks again only if the answer is older, in milliseconds. */
const stale = 30_000;

/** What the databases say of the window's projects, asked again when something may have changed. */
export interface State {
  dispose(): void;
  readonly store: StateStore;
  readonly projects: Projects;
  /** The URLs that a person has entered. */
  readonly urls: DatabaseUrls;
  /** Where the URL of an environment of a project is read from. */
  urlSourceOf(root: string, environment: string): Promise<UrlSource>;
  /** The environments that a project has. */
  environmentsOf(root: string): Promise<readonly KnownEnvironment[]>;
  /** Asks of all projects. Only where a person asked for it, the project's Prisma config is run for that. */
  refreshAll(options: AskOptions): Promise<void>;
}

export function registerState(
  { workspaceState, secrets }: Pick<vscode.ExtensionContext, 'workspaceState' | 'secrets'>,
  log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>,
): State {
  const urls = new DatabaseUrls(secrets);
  const store = new StateStore({
    ask: async (root, environment, options) => {
      const started = performance.now();
      const words = `${vscode.workspace.asRelativePath(vscode.Uri.parse(root))} in ${environment}`;
      try {
        const variables = await urls.variables(root, environment);
        const answer = await askInWorker(root, environment, variables, options, limit);
        log.info(`Asked the database of ${words} (${answer.place}): ${elapsed(started)}.`);
        return answer;
      } catch (error) {
        log.warn(`The database of ${words} was not asked: ${troubleOf(error).message} (${elapsed(started)})`);
        throw error;
      }
    },
    explain: troubleOf,
    remembered: workspaceState,
    now: Date.now,
  });
  const projects = new Projects(store, (folders) => findInWorker(folders, limit));
  const mode = new ConfigValue(ids.settings.databaseRefresh.id, oneOf(['automatic', 'manual'] as const));

  const refreshAll = async (options: AskOptions): Promise<void> => {
    if (!vscode.workspace.isTrusted) return;
    await Promise.all((await projects.all()).map(({ root }) => store.refresh(root, options)));
  };
  /** Other environments than the local one are asked only when a person wants it. */
  const mayAskByItself = (): boolean =>
    vscode.workspace.isTrusted && mode.value === 'automatic' && store.environment === 'local';

  const quiet = new Scheduler(async () => {
    if (mayAskByItself()) await refreshAll({ mayRunConfig: false }).catch(() => undefined);
  }, systemClock);
  const askSoon = (delay: number): void => quiet.schedule('all', delay);
  const isAsked = (): boolean => store.roots().some((root) => store.view(root).known !== undefined);

  const opened = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(migrationSelector, document) > 0 && isLintedDocument(document)) {
      if (!isFresh(store)) askSoon(0);
    }
  };
  vscode.workspace.textDocuments.forEach(opened);
  const parts = vscode.Disposable.from(
    mode,
    { dispose: () => quiet.dispose() },
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidGrantWorkspaceTrust(() => askSoon(0)),
    vscode.workspace.onDidChangeWorkspaceFolders(() => projects.forget()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && isAsked() && !isFresh(store)) askSoon(0);
    }),
    ...[...projectFilePatterns, '**/.env'].map((pattern) =>
      watchFiles(pattern, (isOther) => {
        if (isOther || !pattern.includes('migrations')) projects.forget();
        if (isAsked()) askSoon(settling);
      }),
    ),
  );
  return {
    ...{ store, projects, urls, refreshAll },
    environmentsOf: (root) => environmentsInWorker(root, limit),
    urlSourceOf: (root, environment) => urlSourceInWorker(root, environment, limit),
    dispose: (): void => void parts.dispose(),
  };
}

/** Whether every project was asked a short while ago. */
function isFresh(store: StateStore): boolean {
  const roots = store.roots();
  return (
    roots.length > 0 &&
    roots.every((root) => {
      const { known, isLoading } = store.view(root);
      return isLoading || (known !== undefined && Date.now() - known.askedAt < stale);
    })
  );
}

function elapsed(started: number): string {
  return `${Math.round(performance.now() - started).toLocaleString('en')} ms`;
}

/** `isOther` tells that a file came or went. */
function watchFiles(pattern: string, changed: (isOther: boolean) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(() => changed(true)),
    watcher.onDidChange(() => changed(false)),
    watcher.onDidDelete(() => changed(true)),
  );
}
