import { HumanError } from '../human-error';
import { percentEncoded, unescapedIn } from './unescaped';

const local = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0']);
const secretParameters = ['password', 'sslpassword', 'api_key'];
const ways =
  'Give the URL of the database itself, which starts with postgresql:// (Prisma calls it the direct URL)';

/**
 * The URL of a PostgreSQL database, as Prisma writes it. Opaque on purpose: printed, logged, put into a template or into
 * JSON it shows no password. Only `reveal` gives the text, for whoever connects or hands it to a program's environment.
 */
export class DatabaseUrl {
  readonly #text: string;
  readonly #url: URL;

  private constructor(text: string, url: URL) {
    this.#text = text;
    this.#url = url;
  }

  /**
   * @param text as somebody wrote it, maybe with quotes or space around it
   * @param from where it was found, for the message: `DATABASE_URL of .env`
   * @throws HumanError, which never quotes the text
   */
  static parse(text: string, from: string): DatabaseUrl {
    const bare = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
    if (bare === '') throw new HumanError(`${from} is empty. ${ways}.`);
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
    if (scheme === 'prisma') {
      throw new HumanError(`${from} is a prisma:// URL, which leads to Accelerate. ${ways}.`);
    }
    if (scheme === 'prisma+postgres') return DatabaseUrl.#ofPrismaPostgres(bare, from);
    if (scheme !== 'postgresql' && scheme !== 'postgres') {
      const what = scheme === undefined ? 'no URL' : `a ${scheme}: URL`;
      throw new HumanError(
        `${from} is ${what}. A PostgreSQL database has one that starts with postgresql://.`,
      );
    }
    const url = readUrl(bare);
    const unescaped = unescapedIn(bare, url);
    if (unescaped !== undefined) {
      throw new HumanError(
        `${from} has a ${unescaped} in its user name or password, which ends the host of a URL: write it there as ${percentEncoded(unescaped)}.`,
      );
    }
    if (!url) {
      throw new HumanError(
        `${from} is not a valid URL. Characters such as @ : / ? # % in the password must be percent-encoded.`,
      );
    }
    return new DatabaseUrl(bare, url);
  }

  /** `prisma dev` hides the URL of its local server in the API key; a remote one has no way past Prisma. */
  static #ofPrismaPostgres(text: string, from: string): DatabaseUrl {
    const key = readUrl(text)?.searchParams.get('api_key') ?? '';
    const inside = databaseUrlIn(key);
    if (inside === undefined) {
      throw new HumanError(
        `${from} is a prisma+postgres:// URL, which does not say which database it leads to. ${ways}.`,
      );
    }
    return DatabaseUrl.parse(inside, from);
  }

  /** A host name, an address without brackets, or the folder of a socket. */
  get host(): string {
    const socket = this.#url.searchParams.get('host');
    if (socket !== null && socket !== '') return socket;
    return decode(this.#url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost';
  }

  get port(): number {
    return Number(this.#url.port || '5432');
  }

  get user(): string {
    return decode(this.#url.username);
  }

  get database(): string {
    return decode(this.#url.pathname.slice(1)) || this.user || 'postgres';
  }

  /** The schema that holds Prisma's tables: `?schema=`, else `public`. */
  get schema(): string {
    return this.#url.searchParams.get('schema') || 'public';
  }

  /** A parameter behind the question mark, decoded. */
  parameter(name: string): string | undefined {
    return secretParameters.includes(name) ? undefined : (this.#url.searchParams.get(name) ?? undefined);
  }

  /** Whether the connection never leaves this machine: a socket, or an address that leads back. */
  get isLoopback(): boolean {
    return (
      this.host.startsWith('/') || local.has(this.host.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(this.host)
    );
  }

  /** Whether it leads to this machine, or to a host that the person listed as local (`localHosts`, in lower case). */
  isLocal(localHosts: readonly string[]): boolean {
    return this.isLoopback || localHosts.includes(this.host.toLowerCase());
  }

  /** Whether a pooler is known to stand before the server, which keeps no session from statement to statement. */
  get isPooled(): boolean {
    if (this.#url.searchParams.get('pgbouncer') === 'true') return true;
    return /-pooler\./.test(this.host) || (this.port === 6543 && /\bpooler\b|supabase/.test(this.host));
  }

  /** Where it leads, as a person knows it: `db.example.com:5432/app`. */
  get location(): string {
    const host = this.host.includes(':') ? `[${this.host}]` : this.host;
    return `${host}:${this.port}/${this.database}`;
  }

  /**
   * Whether both lead to the same database, be it through its pooler. Other pairs of names for one host are not known.
   */
  isSameDatabase(other: DatabaseUrl): boolean {
    return this.#identity === other.#identity;
  }

  get #identity(): string {
    const host = this.isLoopback && !this.host.startsWith('/') ? 'localhost' : this.host.toLowerCase();
    // Neon's pooler has a name beside the server's, Supabase's has a port of its own.
    const server = host.replace(/\.$/, '').replace(/-pooler(?=\.)/, '');
    const port = this.isPooled && this.port === 6543 ? 5432 : this.port;
    return JSON.stringify([server, port, this.database]);
  }

  /** The text itself, with its password. For a connection or a program's environment, never for a message. */
  reveal(): string {
    return this.#text;
  }

  /** What must not be seen in any output: the text, and the password as written and as meant. The longest first. */
  secrets(): readonly string[] {
    const { password, searchParams } = this.#url;
    const hidden = secretParameters.map((name) => searchParams.get(name) ?? '');
    const all = [this.#text, password, decode(password), ...hidden, ...hidden.map(encodeURIComponent)];
    return [...new Set(all)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  }

  /** The password as the server takes it; undefined where there is none. */
  revealPassword(): string | undefined {
    const { password, searchParams } = this.#url;
    return decode(password) || (searchParams.get('password') ?? undefined);
  }

  toString(): string {
    const user = this.user === '' ? '' : `${this.user}${this.revealPassword() === undefined ? '' : ':***'}@`;
    return `postgresql://${user}${this.location}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** What node prints of an object, in logs and in assertions. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

function readUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function databaseUrlIn(apiKey: string): string | undefined {
  try {
    const decoded: unknown = JSON.parse(atob(apiKey.replaceAll('-', '+').replaceAll('_', '/')));
    if (typeof decoded !== 'object' || decoded === null || !('databaseUrl' in decoded)) return undefined;
    return typeof decoded.databaseUrl === 'string' ? decoded.databaseUrl : undefined;
  } catch {
    return undefined;
  }
}
