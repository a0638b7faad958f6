/** A file as it is, and as it would be. */
export interface FileChange {
  /** As its identity came in. */
  readonly file: string;
  /** Undefined where it is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Texts as they would be: those that were changed, and those of the files. */
export class ChangedTexts {
  readonly #now = new Map<string, string>();

  readonly #read: (file: string) => string | undefined;

  constructor(read: (file: string) => string | undefined) {
    this.#read = read;
  }

  get(file: string): string | undefined {
    return this.#now.get(file) ?? this.#read(file);
  }

  set(file: string, text: string): void {
    this.#now.set(file, text);
  }

  get changes(): FileChange[] {
    return [...this.#now]
      .map(([file, after]) => ({ file, before: this.#read(file), after }))
      .filter(({ before, after }) => before !== after);
  }
}
