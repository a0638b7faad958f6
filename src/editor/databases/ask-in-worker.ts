import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Call } from '../../core/calls/call';
import { HumanError } from '../../core/human-error';
import type { Whereabouts } from '../../core/status/whereabouts';
import type { UrlSource } from '../../adapters/environments/url-source';
import type { AppliedRow } from '../../workflows/edited-applied';
import type { IndexUsesFound } from '../findings/index-uses';
import type { LintedProject } from '../findings/linted-project';
import { passOnCall } from '../log-calls';
import type { KnownEnvironment, KnownState, ProjectFolders, Failure } from './known-state';
import type { AskOptions } from './state-store';
import type { FailureKind } from './failure-kind';

/** What the thread is asked. */
export type Question =
  | { readonly kind: 'find'; readonly folders: readonly string[] }
  | { readonly kind: 'environments' | 'propose-name'; readonly root: string }
  | {
      readonly kind: 'lint';
      readonly migrationsFolders: readonly string[];
      readonly applied: Readonly<Record<string, AppliedRow>>;
    }
  | { readonly kind: 'index-uses'; readonly migrationsFolder: string }
  | {
      readonly kind: 'ask';
      readonly root: string;
      readonly environment: string;
      /** What counts as set besides our own variables; it may hold secrets. */
      readonly variables: Readonly<Record<string, string>>;
      readonly options: AskOptions;
    }
  | { readonly kind: 'url-source'; readonly root: string; readonly environment: string }
  | ({ readonly kind: 'text-elsewhere' | 'check-out' } & MissingMigration);

/** A migration that the project's folder lacks, and where git has it. */
export interface MissingMigration {
  /** The URI of the project's folder. */
  readonly root: string;
  readonly name: string;
  readonly where: Whereabouts;
}

/** What it says at its end. */
type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure };

/** All that it says: each call that it makes, and the answer. */
export type Message = Answer | { readonly call: Call };

/** What the thread could not answer; its kind tells what to offer. */
class AskError extends HumanError {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly variable?: Failure['variable'],
    readonly offer?: Failure['offer'],
  ) {
    super(message);
  }
}

function errorOf({ kind, message, variable, offer }: Failure): AskError {
  return new AskError(kind, message, variable, offer);
}

/** The PostgreSQL projects in some folders, given as URIs. */
export function findInWorker(folders: readonly string[], timeoutMs: number): Promise<ProjectFolders[]> {
  return ask<ProjectFolders[]>({ kind: 'find', folders }, timeoutMs);
}

/**
 * Lints whole projects by their files.
 *
 * @param migrationsFolders URIs
 * @param applied by the URI of a migration's file, what is remembered of it in a database
 */
export function lintInWorker(
  migrationsFolders: readonly string[],
  applied: Readonly<Record<string, AppliedRow>>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<LintedProject[]> {
  return ask<LintedProject[]>({ kind: 'lint', migrationsFolders, applied }, timeoutMs, signal);
}

/** Searches a project's code for the queries that its vector indexes serve. The migrations folder is a URI. */
export function indexUsesInWorker(
  migrationsFolder: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<IndexUsesFound> {
  return ask<IndexUsesFound>({ kind: 'index-uses', migrationsFolder }, timeoutMs, signal);
}

/** The environments that a project has. No program is run for that. @throws AskError for mistakes in migration-guard.json */
export function environmentsInWorker(root: string, timeoutMs: number): Promise<KnownEnvironment[]> {
  return ask<KnownEnvironment[]>({ kind: 'environments', root }, timeoutMs);
}

/** How a project stands in the database of an environment. @throws AskError */
export function askInWorker(
  root: string,
  environment: string,
  variables: Readonly<Record<string, string>>,
  options: AskOptions,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Omit<KnownState, 'askedAt'>> {
  return ask<Omit<KnownState, 'askedAt'>>(
    { kind: 'ask', root, environment, variables, options },
    timeoutMs,
    signal,
  );
}

/** Where the URL of an environment is read from. No program is run for that. @throws AskError */
export function urlSourceInWorker(root: string, environment: string, timeoutMs: number): Promise<UrlSource> {
  return ask<UrlSource>({ kind: 'url-source', root, environment }, timeoutMs);
}

/** The text of a migration that is missing here; undefined where git has not got it. @throws AskError */
export function textElsewhereInWorker(
  migration: MissingMigration,
  timeoutMs: number,
): Promise<string | undefined> {
  return ask<string | undefined>({ kind: 'text-elsewhere', ...migration }, timeoutMs);
}

/** Brings the folder of a migration that is missing here into the work tree. @throws AskError where it cannot come */
export async function checkOutInWorker(migration: MissingMigration, timeoutMs: number): Promise<void> {
  await ask<unknown>({ kind: 'check-out', ...migration }, timeoutMs);
}

/** A name for the next migration of a project; undefined where none can be proposed. @throws AskError */
export function proposeNameInWorker(root: string, timeoutMs: number): Promise<string | undefined> {
  return ask<string | undefined>({ kind: 'propose-name', root }, timeoutMs);
}

/** @param timeoutMs milliseconds after which the thread is ended, with its connections and programs */
function ask<T>(question: Question, timeoutMs: number, signal?: AbortSignal): Promise<T> {
  const worker = new Worker(path.join(__dirname, 'state-worker.js'), { workerData: question });
  return new Promise<T>((resolve, reject) => {
    const giveUp = (error: AskError): void => {
      reject(error);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => giveUp(new AskError('timed-out', `There was no answer within ${timeoutMs / 1000} seconds.`)),
      timeoutMs,
    );
    const onAbort = (): void => giveUp(new AskError('cancelled', 'Asking was cancelled.'));
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', (answer: Message) => {
      if ('call' in answer) {
        passOnCall(answer.call);
        return;
      }
      // The thread is ours, and says what was asked.
      if (answer.ok) resolve(answer.value as T);
      else reject(errorOf(answer.failure));
      void worker.terminate();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      reject(new Error(`The thread that asks databases ended with code ${code}.`));
    });
  });
}
