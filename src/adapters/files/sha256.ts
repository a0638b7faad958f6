import type { Hash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of the text as UTF-8. */
export function sha256(text: string): string {
  return createHash().update(text, 'utf8').digest('hex');
}

/** The same of a file's bytes, which are a text's only if they are UTF-8. */
export function checksumOfBytes(bytes: Uint8Array): string {
  return createHash().update(bytes).digest('hex');
}

/** Most starts hash nothing, and node takes 5 ms to load what does. */
function createHash(): Hash {
  return process.getBuiltinModule('node:crypto').createHash('sha256');
}
