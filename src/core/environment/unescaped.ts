/** What ends the host of a URL, and so must be percent-encoded in a user name or password. */
type Ending = '#' | '/' | '?';

/**
 * The character by which a password is read as the rest of a URL: behind it comes the @ that should stand before the host.
 *
 * @param url what came of the text; undefined where it is no URL
 * @returns undefined where nothing looks like that
 */
export function unescapedIn(text: string, url: URL | undefined): Ending | undefined {
  if (url && !hasLateAt(url)) return undefined;
  const rest = text.replace(/^[^:]*:\/\//, '');
  const before = rest.slice(0, Math.max(0, rest.lastIndexOf('@')));
  const found = /[#/?]/.exec(before)?.[0];
  return found === '#' || found === '/' || found === '?' ? found : undefined;
}

/** Parameters may hold an @, but not in their name; and a URL with parameters names its database before. */
function hasLateAt({ hash, pathname, search }: URL): boolean {
  if (hash.includes('@') || pathname.includes('@')) return true;
  const names = search.slice(1).split('&');
  if (names.some((parameter) => parameter.replace(/=.*/s, '').includes('@'))) return true;
  return search.includes('@') && pathname.length < 2;
}

/** `#` is `%23`. */
export function percentEncoded(character: Ending): string {
  return encodeURIComponent(character);
}
