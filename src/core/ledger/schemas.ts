import type { NameRef } from '../sql/cursor';
import { relationKey, temporarySchema, type RelationKey } from './records';

const defaultSearchPath: readonly string[] = ['public'];

/** Which schemas there are, and in which of them a name is looked for. */
export class Schemas {
  /** Those that a migration makes, in which something stood, or that went. */
  readonly #known: Map<string, 'made' | 'there' | 'gone'>;
  #searchPath = defaultSearchPath;
  #searchPathIsSet = false;

  constructor(from?: Schemas) {
    this.#known = new Map(from ? from.#known : []);
  }

  /** A copy that can go its own way, with the search path that a new session has. */
  fork(): Schemas {
    return new Schemas(this);
  }

  /** @param path undefined for the one that a new session has */
  setSearchPath(path: readonly string[] | undefined): void {
    this.#searchPath = path ?? defaultSearchPath;
    this.#searchPathIsSet = path !== undefined;
  }

  /** Something stands in the schema. */
  use(schema: string): void {
    if (this.#known.get(schema) !== 'made') this.#known.set(schema, 'there');
  }

  exists(schema: string, exists: boolean): void {
    this.#known.set(schema, exists ? 'made' : 'gone');
  }

  /** Whether a migration makes the schema; any other is there before the first one, as that of the connection is. */
  isMade(schema: string): boolean {
    return this.#known.get(schema) === 'made';
  }

  get hasTemporary(): boolean {
    return this.#known.get(temporarySchema) === 'there';
  }

  forgetTemporary(): void {
    this.#known.delete(temporarySchema);
  }

  /** Where a new relation goes whose name has no schema. */
  creationSchema(name: NameRef): string {
    const first = this.#searchPath.find((schema) => this.#known.get(schema) !== 'gone');
    return name.schema ?? first ?? 'public';
  }

  /**
   * PostgreSQL's look-up along the search path. Where a migration did not set the path, a name that is not found there is
   * taken wherever it stands alone: the connection may name another default schema than `public`.
   */
  find<Found>(name: NameRef, get: (key: RelationKey) => Found | undefined): Found | undefined {
    const inSchema = (schema: string): Found | undefined => get(relationKey(schema, name.name));
    if (name.schema !== undefined) return inSchema(name.schema);
    const temporary = this.#known.has(temporarySchema) ? inSchema(temporarySchema) : undefined;
    if (temporary) return temporary;
    for (const schema of this.#searchPath) {
      const found = inSchema(schema);
      if (found) return found;
    }
    if (this.#searchPathIsSet) return undefined;
    let only: Found | undefined;
    for (const schema of this.#known.keys()) {
      const found = inSchema(schema);
      if (found && only) return undefined;
      only ??= found;
    }
    return only;
  }
}
