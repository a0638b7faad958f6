/** A piece of JavaScript or TypeScript, as far as it matters for finding literals. */
export interface Token {
  /** word: names, keywords and numbers. template: a backtick string with `${`; its value is the raw inside. */
  readonly kind: 'string' | 'template' | 'word' | 'sign';
  readonly value: string;
}

const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|//[^\n]*|/\*[^]*?(?:\*/|$))`,
    String.raw`(?<quoted>"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')`,
    String.raw`(?<backtick>${'`'}(?:[^${'`'}\\]|\\[^])*${'`'})`,
    String.raw`(?<word>[\w$]+)`,
    String.raw`(?<sign>[^])`,
  ].join('|'),
  'gy',
);

/**
 * Cuts a script into tokens and leaves comments out. Never throws. Regular expressions are not known as such, which
 * can only hide a setting, and a setting that is not found is told to the person.
 */
export function scriptTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of text.matchAll(pattern)) {
    const { quoted, backtick, word, sign } = groups;
    if (quoted !== undefined) tokens.push({ kind: 'string', value: unescaped(quoted.slice(1, -1)) });
    else if (backtick !== undefined) tokens.push(template(backtick.slice(1, -1)));
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
  }
  return tokens;
}

function template(inside: string): Token {
  return inside.includes('${')
    ? { kind: 'template', value: inside }
    : { kind: 'string', value: unescaped(inside) };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Undoes the escapes that occur in paths and in SQL: a backslash, a quote, a line break. */
function unescaped(text: string): string {
  return text.replace(/\\([^])/g, (_, letter: string) => escapes[letter] ?? letter);
}
