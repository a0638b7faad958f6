import type { KnownState, Failure } from './known-state';

/** What is shown of one project: what was last known of the chosen environment, and what is going on. */
export interface ProjectView {
  readonly environment: string;
  /** The last answer of this environment, however old; undefined where there has never been one. */
  readonly known: KnownState | undefined;
  /** Why the last question had no answer. */
  readonly failure: Failure | undefined;
  readonly isLoading: boolean;
}

/** Keeps things over a reload of the window; VS Code's workspaceState is one. */
interface Remembered {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

export interface AskOptions {
  /** Whether a person asked for it, so that the project's Prisma config may be run, and a shared database asked. */
  readonly mayRunConfig: boolean;
}

export interface StateStoreDependencies {
  /** Asks a database, but not for ever. Rejects with what there is to say. */
  readonly ask: (
    root: string,
    environment: string,
    options: AskOptions,
    signal: AbortSignal,
  ) => Promise<Omit<KnownState, 'askedAt'>>;
  /** Puts what went wrong into a sentence. */
  readonly explain: (error: unknown) => Failure;
  readonly remembered: Remembered;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Entry {
  known?: KnownState | undefined;
  failure?: Failure | undefined;
  loading?: Promise<void> | undefined;
  /** Ends the question that is being asked. */
  abort?: AbortController | undefined;
  /** The question behind the one that is being asked. */
  next?: Promise<void> | undefined;
}

/** Characters of JSON; what is larger is asked again after a reload, as it would slow down every start of the window. */
const mostRemembered = 550_000;

const stateKey = 'migrationGuard.states';
const productionKey = 'migrationGuard.environmentIsProduction';
const environmentKey = 'migrationGuard.environment';

/** What the databases said, by project and environment, so that views and lenses never ask a database themselves. */
export class StateStore {
  readonly #dependencies: StateStoreDependencies;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(root: string) => void>();
  #environment: string;
  #isProduction: boolean;

  constructor(dependencies: StateStoreDependencies) {
    this.#dependencies = dependencies;
    const environment = dependencies.remembered.get(environmentKey);
    this.#environment = typeof environment === 'string' ? environment : 'local';
    this.#isProduction = dependencies.remembered.get(productionKey) === true;
    for (const known of rememberedStates(dependencies.remembered.get(stateKey))) {
      this.#entry(known.root, known.environment).known = known;
    }
  }

  get environment(): string {
    return this.#environment;
  }

  /** Whether the chosen one was production by its settings, when it was chosen; its database may tell more. */
  get isProduction(): boolean {
    return this.#isProduction;
  }

  /** Looks at another environment from now on; what is known of the others stays. */
  async select(environment: string, isProduction = false): Promise<void> {
    this.#environment = environment;
    this.#isProduction = isProduction;
    await this.#dependencies.remembered.update(productionKey, isProduction);
    await this.#dependencies.remembered.update(environmentKey, environment);
    for (const root of this.roots()) this.#tell(root);
  }

  /** The projects that anything is known of. */
  roots(): string[] {
    return [...new Set([...this.#entries.keys()].map((key) => key.slice(0, key.indexOf('\0'))))];
  }

  view(root: string, environment = this.#environment): ProjectView {
    const { known, failure, loading } = this.#entries.get(keyOf(root, environment)) ?? {};
    return { environment, known, failure, isLoading: loading !== undefined };
  }

  /** Calls back with the root of each project of which something else is known or going on. */
  onDidChange(listener: (root: string) => void): { dispose: () => void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /**
   * Asks the database again. Never rejects. Where it is being asked already, that answer will do, unless a person asks:
   * what they have just done may be missing from it.
   */
  refresh(
    root: string,
    options: AskOptions = { mayRunConfig: true },
    environment = this.#environment,
  ): Promise<void> {
    const entry = this.#entry(root, environment);
    if (entry.loading && options.mayRunConfig) {
      const next = (entry.next ??= entry.loading.then(() => {
        if (entry.next !== next) return undefined; // Cancelled.
        entry.next = undefined;
        return this.refresh(root, options, environment);
      }));
      return next;
    }
    entry.loading ??= this.#ask(root, environment, entry, options).finally(() => {
      entry.loading = undefined;
      this.#tell(root);
    });
    this.#tell(root);
    return entry.loading;
  }

  /** Ends every question that is being asked. What was known stays. */
  cancel(): void {
    for (const entry of this.#entries.values()) {
      entry.next = undefined;
      entry.abort?.abort();
    }
  }

  async #ask(root: string, environment: string, entry: Entry, options: AskOptions): Promise<void> {
    const { ask, explain, now } = this.#dependencies;
    entry.abort = new AbortController();
    if (entry.failure?.kind === 'cancelled') entry.failure = undefined;
    try {
      const answer = await ask(root, environment, options, entry.abort.signal);
      entry.known = { ...answer, askedAt: now() };
      entry.failure = undefined;
      await this.#remember();
    } catch (error) {
      const failure = explain(error);
      // To whoever has asked before and has an answer it is no news that nobody asks by themselves.
      const isUnasked = failure.kind === 'config-not-run' || failure.kind === 'not-local';
      if (!isUnasked || !entry.known) entry.failure = failure;
    } finally {
      entry.abort = undefined;
    }
  }

  /** Logs can hold data of the database, and texts are long, so neither is kept. */
  async #remember(): Promise<void> {
    const states = [...this.#entries.values()].flatMap(({ known }) => known ?? []);
    const slim = states.map((known) => ({
      ...known,
      migrations: known.migrations.map((migration) => ({
        ...migration,
        ...{ logs: null, appliedText: undefined },
      })),
    }));
    const remembered = slim.filter((state) => JSON.stringify(state).length <= mostRemembered);
    await this.#dependencies.remembered.update(stateKey, remembered);
  }

  #entry(root: string, environment: string): Entry {
    const key = keyOf(root, environment);
    const entry = this.#entries.get(key) ?? {};
    this.#entries.set(key, entry);
    return entry;
  }

  #tell(root: string): void {
    for (const listener of this.#listeners) listener(root);
  }
}

function keyOf(root: string, environment: string): string {
  return `${root}\0${environment}`;
}

/** What an older version has left is dropped, not trusted. */
function rememberedStates(value: unknown): KnownState[] {
  return Array.isArray(value) ? value.filter(isKnownState) : [];
}

function isKnownState(value: unknown): value is KnownState {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['root', 'migrationsFolder', 'environment', 'place'];
  const state: Readonly<Record<string, unknown>> = { ...value };
  return (
    texts.every((key) => typeof state[key] === 'string') &&
    typeof state['askedAt'] === 'number' &&
    isListWith(state['migrations'], 'lostIndexes') &&
    isListWith(state['protectedIndexes'], 'droppedBy') &&
    isListWith(state['protectedObjects'], 'statements')
  );
}

/** Whether it is a list of objects that have a key, which older versions did not write. */
function isListWith(value: unknown, key: string): boolean {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => typeof one === 'object' && one !== null && key in one)
  );
}
