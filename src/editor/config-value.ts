import * as vscode from 'vscode';

/** One setting: its value as it is now, checked, and an event for when it changes. */
export class ConfigValue<T> implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<T>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  #value: T;

  /** `parse` makes a T of whatever stands in the settings. */
  constructor(id: string, parse: (raw: unknown) => T) {
    const read = (): T => parse(vscode.workspace.getConfiguration().get(id));
    this.#value = read();
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(id)) return;
      this.#value = read();
      this.#changed.fire(this.#value);
    });
  }

  get value(): T {
    return this.#value;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** Takes the fallback for what is no boolean. */
export function booleanOr(fallback: boolean): (raw: unknown) => boolean {
  return (raw) => (typeof raw === 'boolean' ? raw : fallback);
}

/** Takes the fallback for what is no number of milliseconds. */
export function millisecondsOr(fallback: number): (raw: unknown) => number {
  return (raw) => (typeof raw === 'number' && Number.isFinite(raw) && raw >= 0 ? raw : fallback);
}

/** Takes the first of the choices for what is none of them. */
export function oneOf<const Word extends string>(
  choices: readonly [Word, ...Word[]],
): (raw: unknown) => Word {
  return (raw) => choices.find((word) => word === raw) ?? choices[0];
}

/** Takes what is text of a list, and nothing of what is no list. */
export function texts(raw: unknown): readonly string[] {
  return Array.isArray(raw) ? raw.filter((one) => typeof one === 'string') : [];
}

/** Takes the entries of an object whose values are among the choices. */
export function choicesByKey<const Word extends string>(
  choices: readonly Word[],
): (raw: unknown) => ReadonlyMap<string, Word> {
  return (raw) => {
    const entries = typeof raw === 'object' && raw !== null ? Object.entries(raw) : [];
    return new Map(
      entries.flatMap(([key, value]): [string, Word][] => {
        const word = choices.find((one) => one === value);
        return word === undefined ? [] : [[key, word]];
      }),
    );
  };
}
