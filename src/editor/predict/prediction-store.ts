import * as vscode from 'vscode';
import type { PredictionOutcome } from './schema-predictor';

/** What is known of the next migration of the project that a schema belongs to. */
export type PredictionState = { readonly kind: 'running' } | PredictionOutcome;

/** The last prediction of each schema, for whoever shows it. */
export class PredictionStore implements vscode.Disposable {
  readonly #states = new Map<string, PredictionState>();
  readonly #changed = new vscode.EventEmitter<string>();
  /** Fires with the schema's key, see schemaKey. */
  readonly onDidChange = this.#changed.event;

  /** By schemaKey. */
  get all(): ReadonlyMap<string, PredictionState> {
    return this.#states;
  }

  get(key: string): PredictionState | undefined {
    return this.#states.get(key);
  }

  /** Undefined forgets what was known, where it may not be true any more. */
  set(key: string, state: PredictionState | undefined): void {
    if (state) this.#states.set(key, state);
    else if (!this.#states.delete(key)) return;
    this.#changed.fire(key);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/**
 * What files of one schema have in common: the URI of the outermost `prisma` folder that they lie in, else of their own
 * folder.
 */
export function schemaKey(uri: vscode.Uri): string {
  const { path } = uri;
  const folder = path.indexOf('/prisma/');
  const end = folder < 0 ? path.lastIndexOf('/') : folder + '/prisma'.length;
  return uri.with({ path: path.slice(0, end) }).toString();
}
