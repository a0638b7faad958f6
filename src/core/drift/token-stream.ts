import { foldName } from '../sql/names';
import { scan, type Token } from '../sql/scan';

/** Characters that PostgreSQL joins to one operator when nothing stands between them. */
const OPERATOR = /[-+*/<>=~!@#%^&|`?:]/;

function isQuotation(text: string, token: Token): boolean {
  return token.kind === 'string' && text.charAt(token.start) !== '$';
}

/**
 * A script's tokens without comments and white space, each as a text: two scripts with equal streams mean the same to
 * PostgreSQL. What white space can mean is kept: neighbouring operator characters are one operator, and a line break
 * between two string constants makes them one constant.
 *
 * @returns undefined where a quotation has no end, so that nothing can be said
 */
export function tokenStream(text: string): readonly string[] | undefined {
  const stream: string[] = [];
  let previous: Token | undefined;
  for (const token of scan(text).tokens) {
    if (token.open) return undefined;
    const source = text.slice(token.start, token.end);
    const last = stream.length - 1;
    if (previous && isQuotation(text, previous) && isQuotation(text, token)) {
      if (/[\r\n]/.test(text.slice(previous.end, token.start))) stream.push('\n');
    }
    const continues =
      previous?.kind === 'symbol' &&
      token.kind === 'symbol' &&
      previous.end === token.start &&
      OPERATOR.test(text.charAt(previous.start)) &&
      OPERATOR.test(source);
    if (continues) stream[last] = (stream[last] ?? '') + source;
    // A dollar quotation holds a program whose lines may end either way.
    else if (source.startsWith('$')) stream.push(source.replaceAll('\r\n', '\n'));
    else stream.push(token.kind === 'word' ? foldName(source) : source);
    previous = token;
  }
  return stream;
}
