/** A word of a command line, as the program gets it. */
export interface Word {
  /** What is not known stands in it as it was written: `$NAME`. */
  readonly text: string;
  /** Whether all of it is known. */
  readonly isKnown: boolean;
}

export function known(text: string): Word {
  return { text, isKnown: true };
}

export function unknown(text = ''): Word {
  return { text, isKnown: false };
}

export function joined(words: readonly Word[], between = ' '): Word {
  return {
    text: words.map(({ text }) => text).join(between),
    isKnown: words.every(({ isKnown }) => isKnown),
  };
}
