import assert from 'node:assert/strict';

/** How a secret may stand in a text. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = encodeURIComponent(secret);
  return [
    secret,
    encoded,
    encoded.toLowerCase(),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

/**
 * Fails if any of the texts shows any of the secrets: as it is, percent-encoded, as JSON, in base64 or in hex.
 *
 * @param texts messages, outputs; of an error, message and stack
 */
export function assertNoSecrets(
  texts: string | Error | readonly (string | Error)[],
  secrets: readonly string[],
): void {
  assert.ok(secrets.length > 0 && secrets.every((secret) => secret !== ''), 'there is a secret to look for');
  for (const given of Array.isArray(texts) ? texts : [texts]) {
    const text = given instanceof Error ? `${given.message}\n${given.stack ?? ''}` : String(given);
    for (const secret of secrets) {
      for (const spelling of spellings(secret)) {
        assert.ok(!text.includes(spelling), `this shows a secret: ${text.replaceAll(spelling, '▒▒▒')}`);
      }
    }
  }
}
