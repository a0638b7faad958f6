import type { DatabaseUrl } from './database-url';

/** Less is found everywhere: to mask it would hide nothing and spoil all output. */
const shortestMask = 3;

/**
 * The texts to mask where a program that knows the URL prints: each secret as it is, percent-encoded, as in JSON and in
 * base64. A password that is also the name of the user, the database or the host, or that has less than three
 * characters, is masked only where it stands as a password, between `:` and `@`: elsewhere that word is no secret.
 */
export function masksOf(url: DatabaseUrl): readonly string[] {
  const visible = [url.user, url.database, url.host];
  const masks = url.secrets().flatMap((secret) => {
    if (secret.length >= shortestMask && !visible.includes(secret)) return spellings(secret);
    return [secret, encodeURIComponent(secret)].map((password) => `:${password}@`);
  });
  return longestFirst(masks);
}

/** How programs write a text down: as it is, in a URL, in JSON, in base64. */
function spellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const base64 = btoa(
    Array.from(new TextEncoder().encode(secret), (byte) => String.fromCharCode(byte)).join(''),
  );
  return [
    secret,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    base64,
    base64.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'),
  ];
}

function longestFirst(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

const urls = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'`<>]*(?:@|(?:password|api_key|token|secret)=)[^\s"'`<>]*/gi;

/** The text without what stands behind the scheme of any URL that carries a credential, whoever it belongs to. */
export function withoutCredentials(text: string): string {
  return text.replace(urls, '$1***');
}
