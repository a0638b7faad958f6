import { createHash } from 'node:crypto';

/** Lower-case hexadecimal SHA-256 of the text as UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The same of a file's bytes, which are a text's only if they are UTF-8. */
export function checksumOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
