import { pathToFileURL } from 'node:url';

/** As VS Code writes it, so that the same file has the same URI there and here: node leaves `'`, `$` and others as they are. */
export function uriOf(file: string): string {
  const { href } = pathToFileURL(file);
  const [scheme = '', ...segments] = href.split('/');
  return [scheme, ...segments.map((segment) => encoded(decodeURIComponent(segment)))].join('/');
}

function encoded(segment: string): string {
  if (/^[a-z]:$/i.test(segment)) return segment.toLowerCase().replace(':', '%3A');
  const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(segment).replace(/[!'()*]/g, hex);
}
