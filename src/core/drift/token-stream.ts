import { foldName } from '../sql/names';
import { quotationEnds } from '../sql/quotation-ends';
import { scan, type Scan, type Token } from '../sql/scan';
import { append } from '../append';

/** Characters that PostgreSQL joins to one operator when nothing stands between them. */
const operatorPattern = /[-+*/<>=~!@#%^&|`?:]/;

function isQuotation(text: string, token: Token): boolean {
  return token.kind === 'string' && text.charAt(token.start) !== '$';
}

/** Whether the script may mean something else than the scanner reads. */
function isUncertain(text: string, { tokens, comments }: Scan): boolean {
  // With the setting off, backslashes escape in every constant.
  if (tokens.some(({ open, word }) => open || word === 'standard_conforming_strings')) return true;
  const ends = quotationEnds(text);
  return comments.some(({ kind, start }) => kind === 'block' && ends.ofBlockComment(start) < 0);
}

/** `'a'` and `'b'` with a line break between are one constant, unless a block comment stands there, which is an error. */
function joint(between: string): readonly string[] {
  if (!/[\r\n]/.test(between)) return [];
  return [between.includes('/*') ? '/*' : '\n'];
}

/** Whether a dollar quotation is the body of a function or of DO, in which line ends may be either. */
function holdsProgram(tokens: readonly Token[], index: number): boolean {
  const word = (back: number): string => tokens[index - back]?.word ?? '';
  return ['as', 'do'].includes(word(1)) || (word(2) === 'language' && word(3) === 'do');
}

/**
 * A script's tokens without comments and white space, each as a text: two scripts with equal streams mean the same to
 * PostgreSQL. What white space can mean is kept: neighbouring operator characters are one operator, and a line break
 * between two string constants makes them one constant.
 *
 * @returns undefined where nothing can be said: a quotation or comment has no end, or the script changes how constants
 *   are read
 */
export function tokenStream(text: string): readonly string[] | undefined {
  const read = scan(text);
  if (isUncertain(text, read)) return undefined;
  const stream: string[] = [];
  let previous: Token | undefined;
  for (const [index, token] of read.tokens.entries()) {
    const source = text.slice(token.start, token.end);
    const last = stream.length - 1;
    if (previous && isQuotation(text, previous) && isQuotation(text, token)) {
      append(stream, joint(text.slice(previous.end, token.start)));
    }
    const continues =
      previous?.kind === 'symbol' &&
      token.kind === 'symbol' &&
      previous.end === token.start &&
      operatorPattern.test(text.charAt(previous.start)) &&
      operatorPattern.test(source);
    if (continues) stream[last] = (stream[last] ?? '') + source;
    else if (source.startsWith('$') && holdsProgram(read.tokens, index)) {
      stream.push(source.replaceAll('\r\n', '\n'));
    } else stream.push(token.kind === 'word' ? foldName(source) : source);
    previous = token;
  }
  return stream;
}
