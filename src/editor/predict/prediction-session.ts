import * as vscode from 'vscode';
import { predictionDiagnostics } from './prediction-diagnostics';
import { schemaKey, type PredictionStore } from './prediction-store';
import type { SchemaPredictor } from './schema-predictor';
import type { Clock } from '../scheduler';
import { logCrash } from '../log-crash';

export interface PredictionDependencies {
  readonly loadPredictor: () => Promise<SchemaPredictor>;
  readonly store: PredictionStore;
  readonly diagnostics: Pick<vscode.DiagnosticCollection, 'set' | 'delete'>;
  readonly log: Pick<vscode.LogOutputChannel, 'info' | 'error'>;
  readonly clock: Clock;
  readonly pageOf: (rule: string) => string;
}

/** Several files of a schema are often saved together: so many milliseconds are waited for the next one. */
const pause = 300;

/** Predicts after a schema was saved, one run a schema: a newer save ends the older one's. */
export class PredictionSession implements vscode.Disposable {
  readonly #dependencies: PredictionDependencies;
  readonly #running = new Map<string, AbortController>();
  /** The documents that have diagnostics of a schema. */
  readonly #shown = new Map<string, readonly vscode.Uri[]>();

  constructor(dependencies: PredictionDependencies) {
    this.#dependencies = dependencies;
  }

  /** A file of a schema was saved. */
  saved(uri: vscode.Uri): void {
    const key = schemaKey(uri);
    this.#stop(key);
    const controller = new AbortController();
    this.#running.set(key, controller);
    const cancel = this.#dependencies.clock.after(pause, () => void this.#run(key, uri, controller));
    controller.signal.addEventListener('abort', cancel, { once: true });
    this.#dependencies.store.set(key, { kind: 'running' });
  }

  /** Something in a migrations folder came, went or changed: what was predicted before may not be true any more. */
  historyChanged(uri: vscode.Uri): void {
    // The folder that holds the migrations; a schema may lie in it, below, or in a folder around it.
    const path = uri.path.replace(/^(.*)\/[^/]*migration[^/]*\/.*$/i, '$1');
    const holder = uri.with({ path }).toString();
    for (const key of [...this.#dependencies.store.all.keys()]) {
      if (`${key}/`.startsWith(`${holder}/`) || `${holder}/`.startsWith(`${key}/`)) this.#forget(key);
    }
  }

  /** Ends what runs and takes away what is shown. */
  clear(): void {
    for (const key of [...this.#dependencies.store.all.keys()]) this.#forget(key);
  }

  dispose(): void {
    this.clear();
  }

  async #run(key: string, uri: vscode.Uri, controller: AbortController): Promise<void> {
    const { loadPredictor, store, diagnostics, log, pageOf } = this.#dependencies;
    try {
      const predictor = await loadPredictor();
      const outcome = await predictor.predict(uri.toString(), controller.signal);
      if (controller.signal.aborted) return;
      this.#hide(key);
      store.set(key, outcome);
      if (outcome.kind === 'failed') {
        log.info(
          `The next migration of ${vscode.workspace.asRelativePath(uri)} cannot be predicted: ${outcome.message}`,
        );
        return;
      }
      const shown = predictionDiagnostics(outcome.prediction, pageOf);
      for (const [document, found] of shown) diagnostics.set(document, found);
      this.#shown.set(
        key,
        shown.map(([document]) => document),
      );
    } catch (error) {
      // A prediction is a service to someone who saves a file: it may fail, but not in their face.
      logCrash(log, error);
      if (!controller.signal.aborted) this.#forget(key);
    } finally {
      if (this.#running.get(key) === controller) this.#running.delete(key);
    }
  }

  #forget(key: string): void {
    this.#stop(key);
    this.#hide(key);
    this.#dependencies.store.set(key, undefined);
  }

  #stop(key: string): void {
    this.#running.get(key)?.abort();
    this.#running.delete(key);
  }

  #hide(key: string): void {
    for (const document of this.#shown.get(key) ?? []) this.#dependencies.diagnostics.delete(document);
    this.#shown.delete(key);
  }
}
