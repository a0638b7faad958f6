import type { Range } from '../range';
import type { Token } from '../sql/scan';

/** A regular expression of drift-ignore.json, known to be valid. */
export interface Pattern {
  readonly source: string;
  /** Where it stands in the file. */
  readonly range: Range;
  /** What it is called there: `ignorePatterns[0].pattern`. */
  readonly path: string;
}

/**
 * Tells for each text whether the JavaScript regular expression matches it, without regard to case; `timeout` if that
 * takes too long. The core cannot stop a regular expression: whoever can hands this in.
 */
export type MatchPattern = (pattern: string, texts: readonly string[]) => readonly boolean[] | 'timeout';

/** Patterns being tried on statements. Results are remembered, and a pattern that ran too long is not tried again. */
export interface PatternTrial {
  matches(pattern: Pattern, text: string): boolean;
  /** Tries a pattern on many texts in one go, which is quicker than one by one. */
  prepare(pattern: Pattern, texts: readonly string[]): void;
  /** The patterns that were switched off. */
  readonly stopped: readonly Pattern[];
}

/** Enough for the statements of a large project; an editor tries a new text with each key. */
const remembered = 20_000;

/** @param match without one, no pattern matches anything */
export function tryPatterns(match: MatchPattern | undefined): PatternTrial {
  const known = new Map<string, Map<string, boolean>>();
  const stopped = new Map<string, Pattern>();

  const resultsOf = (source: string): Map<string, boolean> => {
    const results = known.get(source);
    if (results && results.size < remembered) return results;
    const empty = new Map<string, boolean>();
    known.set(source, empty);
    return empty;
  };
  const prepare = (pattern: Pattern, texts: readonly string[]): void => {
    const { source } = pattern;
    if (!match || stopped.has(source)) return;
    const results = resultsOf(source);
    const news = [...new Set(texts)].filter((text) => !results.has(text));
    if (news.length === 0) return;
    const matched = match(source, news);
    if (matched === 'timeout') stopped.set(source, pattern);
    else news.forEach((text, index) => results.set(text, matched[index] === true));
  };

  return {
    prepare,
    matches(pattern, text) {
      prepare(pattern, [text]);
      return !stopped.has(pattern.source) && known.get(pattern.source)?.get(text) === true;
    },
    get stopped() {
      return [...stopped.values()];
    },
  };
}

/**
 * The tokens as the text that patterns are tried on: without comments, each stretch of white space one space, and with
 * its semicolon. A few tokens can stand for a whole statement with one of its names.
 */
export function patternText(text: string, tokens: readonly Token[]): string {
  let result = '';
  let end = tokens[0]?.start ?? 0;
  for (const token of tokens) {
    if (token.start > end) result += ' ';
    result += text.slice(token.start, token.end);
    end = token.end;
  }
  return `${result.replace(/\s+/g, ' ')};`;
}
