import type { SecretStorage } from 'vscode';

/** A database URL that a person has entered, and the variables that the environment reads it from. */
export interface EnteredUrl {
  readonly url: string;
  readonly variables: readonly string[];
}

/** The database URLs that a person has entered, in VS Code's secret storage. Nowhere else are they ever written. */
export class DatabaseUrls {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  /** What counts as set besides the editor's own variables, for one environment of a project. */
  async variables(root: string, environment: string): Promise<Readonly<Record<string, string>>> {
    const entered = await this.get(root, environment);
    return Object.fromEntries((entered?.variables ?? []).map((variable) => [variable, entered?.url ?? '']));
  }

  /** @param root the URI of the project's folder */
  async get(root: string, environment: string): Promise<EnteredUrl | undefined> {
    return entered(await this.#secrets.get(keyOf(root, environment)));
  }

  async set(root: string, environment: string, url: EnteredUrl): Promise<void> {
    await this.#secrets.store(keyOf(root, environment), JSON.stringify(url));
  }

  async forget(root: string, environment: string): Promise<void> {
    await this.#secrets.delete(keyOf(root, environment));
  }
}

function keyOf(root: string, environment: string): string {
  return `databaseUrl ${JSON.stringify([root, environment])}`;
}

/** What another version has left is dropped, not trusted. */
function entered(text: string | undefined): EnteredUrl | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { url, variables }: { url?: unknown; variables?: unknown } = value;
  if (typeof url !== 'string' || !Array.isArray(variables)) return undefined;
  return { url, variables: variables.filter((name) => typeof name === 'string') };
}
