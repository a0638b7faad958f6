/** The text between the quotes of a literal, and where each of its units stands. */
export interface LiteralText {
  readonly value: string;
  /** Of a unit of the value its offset in the script; for the value's length where the text ends. */
  readonly offsetOf: (index: number) => number;
}

/** string: in quotes. template: its line breaks are LF, whatever the file has. raw: a template whose escapes stand. */
export type LiteralForm = 'string' | 'template' | 'raw';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

const escape = String.raw`\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))`;
const lineBreak = String.raw`\r\n?`;

const replaced: Readonly<Record<LiteralForm, RegExp>> = {
  string: new RegExp(escape, 'g'),
  template: new RegExp(`${escape}|${lineBreak}`, 'g'),
  raw: new RegExp(lineBreak, 'g'),
};

/** Reads what stands from `start` to `end` of the script, without the quotes. */
export function literalText(script: string, start: number, end: number, form: LiteralForm): LiteralText {
  const source = script.slice(start, end);
  const offsets: number[] = [];
  let value = '';
  let from = 0;
  const keep = (to: number): void => {
    for (let at = from; at < to; at++) offsets.push(start + at);
    value += source.slice(from, to);
    from = to;
  };
  for (const match of source.matchAll(replaced[form])) {
    const made = standsFor(match);
    if (made === undefined) continue;
    keep(match.index);
    for (let unit = 0; unit < made.length; unit++) offsets.push(start + match.index);
    value += made;
    from = match.index + match[0].length;
  }
  if (from === 0) return { value: source, offsetOf: (index) => start + index };
  keep(source.length);
  return { value, offsetOf: (index) => offsets[index] ?? end };
}

/** Undefined for what stands for itself. */
function standsFor([whole, braced, four, two, letter]: RegExpExecArray): string | undefined {
  if (!whole.startsWith('\\')) return '\n';
  const code = braced ?? four ?? two;
  if (code !== undefined) {
    const point = parseInt(code, 16);
    return point > 0x10ffff ? undefined : String.fromCodePoint(point);
  }
  // A backslash at the end of a line joins it to the next one.
  if (letter === undefined || /[\r\n]/.test(letter)) return '';
  return escapes[letter] ?? letter;
}
