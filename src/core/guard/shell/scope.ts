import type { SyntaxNode } from 'unbash';
import { joined, known, unknown, type Word } from './word';

/** What is asked of the files of a project. Nothing of them is run. */
export interface GuardFiles {
  /** An absolute path. */
  readonly resolve: (folder: string, path: string) => string;
  /** The text of a file; undefined where it is not there, or no text. */
  readonly read: (file: string) => string | undefined;
  /** The names of the folders in a folder; none where it is not there. */
  readonly folders: (folder: string) => readonly string[];
}

/** The same, where each file is read once. */
export function readingOnce(files: GuardFiles): GuardFiles {
  const once = <T>(get: (path: string) => T): ((path: string) => T) => {
    const known = new Map<string, T>();
    return (path) => {
      const value = known.has(path) ? (known.get(path) as T) : get(path);
      known.set(path, value);
      return value;
    };
  };
  return { ...files, read: once(files.read), folders: once(files.folders) };
}

/** Deeper than any script that starts scripts; who goes on and on calls itself. */
const mostDepth = 12;

/** What a shell has when it comes to a command. */
export class Scope {
  readonly variables: Map<string, Word>;
  readonly functions: Map<string, SyntaxNode>;
  readonly aliases: Map<string, string>;
  /** What the command line itself has written so far; the same for everything that it starts. */
  readonly #written: Map<string, Word>;
  /** The scripts that have led here. */
  #running: ReadonlySet<string>;

  /** @param folder the working directory; undefined where it is not known */
  constructor(
    readonly files: GuardFiles,
    public folder: string | undefined,
    readonly depth = 0,
    from?: Scope,
  ) {
    this.variables = new Map(from?.variables);
    this.functions = new Map(from?.functions);
    this.aliases = new Map(from?.aliases);
    this.#written = from ? from.#written : new Map<string, Word>();
    this.#running = from ? from.#running : new Set<string>();
  }

  /** A copy, for what changes nothing for the commands behind it. */
  fork(): Scope {
    return new Scope(this.files, this.folder, this.depth, this);
  }

  /** A copy for what a command starts; undefined where that has gone too deep. */
  inside(folder = this.folder): Scope | undefined {
    if (this.depth >= mostDepth) return undefined;
    return new Scope(this.files, folder, this.depth + 1, this);
  }

  /** A copy in which a script is running; undefined where it already is. */
  running(script: string): Scope | undefined {
    if (this.#running.has(script)) return undefined;
    const copy = this.fork();
    copy.#running = new Set([...this.#running, script]);
    return copy;
  }

  changeFolder(to: Word | undefined): void {
    this.folder = this.resolve(to);
  }

  /** An absolute path; undefined where it is not known. */
  resolve(path: Word | undefined): string | undefined {
    if (this.folder === undefined || !path?.isKnown || path.text.startsWith('~')) return undefined;
    return this.files.resolve(this.folder, path.text);
  }

  /** The text of a file as a word: not known where it could not be read. */
  read(path: Word): Word {
    const file = this.resolve(path);
    const written = file === undefined ? undefined : this.#written.get(file);
    if (written) return written;
    const text = file === undefined ? undefined : this.files.read(file);
    return text === undefined ? unknown() : { text, isKnown: true };
  }

  /** Remembers what a command puts into a file, or behind what it has. */
  write(path: Word, said: Word, isAppended: boolean): void {
    const file = this.resolve(path);
    if (file === undefined) return;
    const before = isAppended ? (this.#written.get(file) ?? known(this.files.read(file) ?? '')) : known('');
    this.#written.set(file, joined([before, said], '\n'));
  }

  /** The name of a pipe from which a command reads what another one says. */
  pipe(said: Word): Word {
    const name = known(`/dev/fd/${this.#written.size + 10}`);
    this.write(name, said, false);
    return name;
  }

  /** Gives `$1`, `$2` and `$@` their values. */
  takeArguments(words: readonly Word[]): void {
    for (const [at, word] of words.entries()) this.variables.set(String(at + 1), word);
    const all = words.map(({ text }) => text).join(' ');
    for (const name of ['@', '*']) {
      this.variables.set(name, { text: all, isKnown: words.every(({ isKnown }) => isKnown) });
    }
  }
}
