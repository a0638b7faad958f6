import type { KnownState } from './known-state';

/** Keeps things over a reload of the window; VS Code's workspaceState is one. */
interface Remembered {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** Protected indexes that a migration has taken away by a statement that Prisma generated. */
export interface Incident {
  /** The URI of the project's folder. */
  readonly root: string;
  readonly environment: string;
  /** The migration's name. */
  readonly migration: string;
  /** The names of the indexes. */
  readonly indexes: readonly string[];
}

const key = 'migrationGuard.incidents';

/** Remembers which losses have been told, so that each is told once: also after a reload, or on the way back from a branch. */
export class Incidents {
  readonly #remembered: Remembered;
  readonly #told: Set<string>;

  constructor(remembered: Remembered) {
    this.#remembered = remembered;
    const told = remembered.get(key);
    this.#told = new Set(Array.isArray(told) ? told.filter((one) => typeof one === 'string') : []);
  }

  /** What an answer of a database tells for the first time, one incident for each migration. */
  newIn({ root, environment, protectedIndexes }: KnownState): Incident[] {
    const before = [...this.#told].join();
    const lost = new Map<string, string[]>();
    for (const { schema, name, state, droppedBy } of protectedIndexes) {
      const index = JSON.stringify([root, environment, schema, name]);
      // What is there again, or is to come, and is dropped then is another loss.
      if (state !== 'missing') this.#forget(index);
      if (droppedBy?.intent !== 'generated') continue;
      const own = `${index} ${droppedBy.migration}`;
      if (this.#told.has(own)) continue;
      this.#told.add(own);
      lost.set(droppedBy.migration, [...(lost.get(droppedBy.migration) ?? []), name]);
    }
    if ([...this.#told].join() !== before) void this.#remembered.update(key, [...this.#told]);
    return [...lost].map(([migration, indexes]) => ({ root, environment, migration, indexes }));
  }

  #forget(index: string): void {
    for (const told of this.#told) if (told.startsWith(`${index} `)) this.#told.delete(told);
  }
}
