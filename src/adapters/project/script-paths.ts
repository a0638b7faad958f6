import path from 'node:path';
import { scriptTokens, type Token } from './script-tokens';

/** Where a script stands; absolute paths with `/` between names. */
export interface ScriptPlace {
  /** The script's own folder: `__dirname`. */
  readonly folder: string;
  /** The folder in which Prisma is started: `process.cwd()`. */
  readonly cwd: string;
}

/** A stretch of tokens, `end` not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Value {
  readonly value: string;
  /** The first token after the expression. */
  readonly next: number;
}

const wordsOfPlace: readonly (readonly [name: string, of: keyof ScriptPlace])[] = [
  ['import.meta.dirname', 'folder'],
  ['import.meta.url', 'folder'],
  ['process.cwd()', 'cwd'],
  ['__dirname', 'folder'],
  ['__filename', 'folder'],
];

/**
 * The text that an expression stands for, where that can be told without running anything: string literals, `+`,
 * `path.join`, `path.resolve`, `path.dirname` and `fileURLToPath` over them, the script's own folder, and constants of
 * the same file. Undefined for everything else.
 */
export function evaluatePath(
  tokens: readonly Token[],
  { start, end }: Stretch,
  place: ScriptPlace,
): string | undefined {
  const found = sum(tokens, start, place, 0);
  if (!found) return undefined;
  const rest = found.next < end ? tokens[found.next]?.value : undefined;
  return rest === undefined || rest === 'as' || rest === 'satisfies' ? found.value : undefined;
}

function sum(tokens: readonly Token[], start: number, place: ScriptPlace, depth: number): Value | undefined {
  let left = term(tokens, start, place, depth);
  while (left && tokens[left.next]?.value === '+') {
    const right: Value | undefined = term(tokens, left.next + 1, place, depth);
    left = right && { value: left.value + right.value, next: right.next };
  }
  return left;
}

function term(tokens: readonly Token[], start: number, place: ScriptPlace, depth: number): Value | undefined {
  const token = tokens[start];
  if (!token) return undefined;
  if (token.kind === 'string') return { value: token.value, next: start + 1 };
  if (token.kind === 'template') return filledTemplate(token.value, place, start);
  return (
    placeWord(tokens, start, place) ??
    call(tokens, start, place, depth) ??
    constant(tokens, start, place, depth)
  );
}

function filledTemplate(text: string, place: ScriptPlace, at: number): Value | undefined {
  let value = text;
  for (const [name, of] of wordsOfPlace) value = value.replaceAll(`\${${name}}`, place[of]);
  return value.includes('${') ? undefined : { value, next: at + 1 };
}

/** `__dirname` and the like. Names of files stand for a file in the folder, so that `dirname` gives the folder. */
function placeWord(tokens: readonly Token[], start: number, place: ScriptPlace): Value | undefined {
  for (const [name, of] of wordsOfPlace) {
    const words = scriptTokens(name);
    if (!words.every(({ value }, index) => tokens[start + index]?.value === value)) continue;
    const isFile = name === 'import.meta.url' || name === '__filename';
    return { value: isFile ? `${place[of]}/config` : place[of], next: start + words.length };
  }
  return undefined;
}

type Call = (args: readonly string[], place: ScriptPlace) => string | undefined;

const calls: Readonly<Record<string, Call>> = {
  join: (args) => path.posix.join(...args),
  resolve: (args, { cwd }) => path.posix.resolve(cwd, ...args),
  normalize: ([first]) => first && path.posix.normalize(first),
  dirname: ([first]) => first && path.posix.dirname(first),
  fileURLToPath: ([first]) => first,
  URL: ([relative, base]) =>
    relative && base ? path.posix.resolve(path.posix.dirname(base), relative) : undefined,
};

function call(tokens: readonly Token[], start: number, place: ScriptPlace, depth: number): Value | undefined {
  let at = start;
  if (tokens[at]?.value === 'new') at += 1;
  if (tokens[at + 1]?.value === '.') at += 2;
  const name = tokens[at]?.value ?? '';
  const run = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!run || tokens[at + 1]?.value !== '(') return undefined;
  const args: string[] = [];
  for (at += 2; tokens[at]?.value !== ')';) {
    const arg = sum(tokens, at, place, depth);
    if (!arg) return undefined;
    args.push(arg.value);
    at = arg.next;
    if (tokens[at]?.value === ',') at += 1;
    else if (tokens[at]?.value !== ')') return undefined;
  }
  const value = run(args, place);
  return value === undefined ? undefined : { value, next: at + 1 };
}

/** How many constants may be defined by one another; more is a circle or not worth following. */
const deepest = 5;

function constant(
  tokens: readonly Token[],
  start: number,
  place: ScriptPlace,
  depth: number,
): Value | undefined {
  const definition = depth < deepest ? definitionOf(tokens, tokens[start]?.value ?? '') : undefined;
  const found = definition === undefined ? undefined : sum(tokens, definition, place, depth + 1);
  if (!found || /^[?|&.([]$/.test(tokens[found.next]?.value ?? '')) return undefined;
  return { value: found.value, next: start + 1 };
}

/** The index of the first token of what `name` is defined as: `const name = …` or `const name: Type = …`. */
export function definitionOf(tokens: readonly Token[], name: string): number | undefined {
  const at = tokens.findIndex(
    ({ kind, value }, index) =>
      kind === 'word' &&
      value === name &&
      ['const', 'let', 'var'].includes(tokens[index - 1]?.value ?? '') &&
      ['=', ':'].includes(tokens[index + 1]?.value ?? ''),
  );
  if (at < 0) return undefined;
  const equals = tokens.findIndex(({ value }, index) => index > at && value === '=');
  return equals < 0 ? undefined : equals + 1;
}
