import * as vscode from 'vscode';
import { ConfigValue, oneOf } from '../config-value';
import { DatabaseUrls } from './database-urls';
import { ids } from '../ids';
import { isLintedDocument, migrationSelector, watchProjectFiles } from '../documents/migration-documents';
import { watchAboveWorkspace } from '../documents/watch-above-workspace';
import { watchFiles } from '../documents/watch-files';
import { isOpen } from '../../core/status/migration-status';
import { Scheduler, systemClock } from '../scheduler';
import {
  askInWorker,
  checkOutInWorker,
  environmentsInWorker,
  findInWorker,
  proposeNameInWorker,
  textElsewhereInWorker,
  urlSourceInWorker,
} from './ask-in-worker';
import { projectCodeVariables } from '../project-code-setting';
import { nameOfProject } from '../project-name';
import { Polling } from './polling';
import { Projects } from './projects';
import type { State } from './state';
import { StateStore, type AskOptions } from './state-store';
import { failureOf } from './failure-of';
import { grouped } from '../../core/grouped';

/** Milliseconds after which nobody waits for a database any longer. */
const timeoutMs = 60_000;

/** Milliseconds of quiet after files have changed before the database is asked again. */
const debounceMs = 1_000;

/**
 * Milliseconds after which the database is asked once more when a migration has come: Prisma writes the file, and applies it
 * when it is done with that.
 */
const afterNewMigration = [4_000, 15_000, 45_000];

/** What comes back to a window asks again only if the answer is older, in milliseconds. */
const stale = 30_000;

/** Milliseconds between two questions while somebody looks: at first, and where nothing changes for long. */
const pauses = { shortest: 30_000, longest: 600_000 };

export function registerState(
  { workspaceState, secrets }: Pick<vscode.ExtensionContext, 'workspaceState' | 'secrets'>,
  log: Pick<vscode.LogOutputChannel, 'info' | 'warn'>,
): State {
  const urls = new DatabaseUrls(secrets);
  const store = new StateStore({
    ask: async (root, environment, options, signal) => {
      const started = performance.now();
      const project = `${nameOfProject(root)} in ${environment}`;
      try {
        const variables = { ...(await urls.variables(root, environment)), ...projectCodeVariables() };
        const answer = await askInWorker(root, environment, variables, options, { timeoutMs, signal });
        log.info(`Asked the database of ${project} (${answer.place}): ${elapsed(started)}.`);
        return answer;
      } catch (error) {
        log.warn(
          `The database of ${project} was not asked: ${failureOf(error).message} (${elapsed(started)})`,
        );
        throw error;
      }
    },
    explain: failureOf,
    remembered: workspaceState,
    now: Date.now,
  });
  const projects = new Projects(store, (folders) => findInWorker(folders, timeoutMs));
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
  const untilApplied = new Scheduler(() => {
    if (hasOpenMigration(store)) askSoon(0);
    return Promise.resolve();
  }, systemClock);
  const migrationCame = (): void => {
    askSoon(debounceMs);
    for (const delay of afterNewMigration) untilApplied.schedule(String(delay), delay);
  };
  /** Trouble counts: what has happened since may have ended it. Where a person has stopped asking, nobody goes on. */
  const isAsked = (): boolean =>
    store.roots().some((root) => {
      const { known, failure } = store.view(root);
      return known !== undefined || (failure !== undefined && failure.kind !== 'cancelled');
    });

  const polling = new Polling({
    ask: async () => {
      const before = whatIsKnown(store);
      if (mayAskByItself() && vscode.window.state.focused) {
        await refreshAll({ mayRunConfig: false }).catch(() => undefined);
      }
      return whatIsKnown(store) !== before;
    },
    clock: systemClock,
    ...pauses,
  });

  const opened = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(migrationSelector, document) > 0 && isLintedDocument(document)) {
      if (!isFresh(store)) askSoon(0);
    }
  };
  vscode.workspace.textDocuments.forEach(opened);
  // What happened while the window was closed is news, too; of a database that was never asked nobody has asked for any.
  if (isAsked() && !isFresh(store)) askSoon(debounceMs);
  const disposables = vscode.Disposable.from(
    mode,
    polling,
    { dispose: () => quiet.dispose() },
    { dispose: () => untilApplied.dispose() },
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidGrantWorkspaceTrust(() => askSoon(0)),
    vscode.workspace.onDidChangeWorkspaceFolders(() => projects.forget()),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused && isAsked() && !isFresh(store)) askSoon(0);
    }),
    // What was run may have applied something, whoever ran it.
    vscode.tasks.onDidEndTaskProcess(() => {
      if (isAsked()) askSoon(debounceMs);
    }),
    vscode.window.onDidEndTerminalShellExecution(({ execution }) => {
      if (isAsked() && touchesDatabases.test(execution.commandLine.value)) askSoon(debounceMs);
    }),
    watchProjectFiles(({ isOther, isOfMigrations }) => {
      if (isOther || !isOfMigrations) projects.forget();
      // Whoever runs Prisma in a terminal of their own says so by no other event.
      if (isOther && isOfMigrations) migrationCame();
      else if (isAsked()) askSoon(debounceMs);
    }),
    watchFiles('**/.env*', () => {
      projects.forget();
      if (isAsked()) askSoon(debounceMs);
    }),
    watchAboveWorkspace('.env*', () => {
      if (isAsked()) askSoon(debounceMs);
    }),
  );
  return {
    ...{ store, projects, urls, refreshAll },
    setLookedAt: (isLookedAt) => (isLookedAt ? polling.start() : polling.stop()),
    environmentsOf: (root) => environmentsInWorker(root, timeoutMs),
    proposedNameOf: (root) => proposeNameInWorker(root, timeoutMs),
    urlSourceOf: (root, environment) => urlSourceInWorker(root, environment, timeoutMs),
    textElsewhere: (migration) => textElsewhereInWorker(migration, timeoutMs),
    checkOut: (migration) => checkOutInWorker(migration, timeoutMs),
    dispose: (): void => void disposables.dispose(),
  };
}

/** Programs after which a database may be another. */
const touchesDatabases = /\b(?:prisma|migration-guard|psql|docker|git)\b/;

/** All that the databases have said, without when. */
function whatIsKnown(store: StateStore): string {
  return JSON.stringify(
    store.roots().map((root) => {
      const { known, failure } = store.view(root);
      return [failure, known && { ...known, askedAt: 0 }];
    }),
  );
}

/** Whether one is known that is not applied, or whose run has not come to its end. */
function hasOpenMigration(store: StateStore): boolean {
  return store
    .roots()
    .some((root) =>
      store
        .view(root)
        .known?.migrations.some((migration) => isOpen(migration) || migration.state === 'failed'),
    );
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
  return `${grouped(performance.now() - started)} ms`;
}
