import type { Readable, Writable } from 'node:stream';
import { maskSecrets } from './mask-secrets';

/** Collects what comes, as text; calls `tooMuch` where that is more than `maxBytes`. */
export function collect(from: Readable, maxBytes: number, tooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  from.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) tooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString();
}

/**
 * Passes everything on at once, with the secrets masked. A reader that has seen enough (`| head`) ends the pipe, which
 * the program then learns as it would without us; the error itself is for whoever owns `to`.
 *
 * @returns a promise that resolves when all has been passed on
 */
export function passOn(from: Readable, secrets: readonly string[], to: Writable): Promise<void> {
  return new Promise((resolve) => {
    const masked = maskSecrets(secrets);
    const stop = (): void => {
      from.destroy();
      end();
    };
    function end(): void {
      to.off('error', stop);
      resolve();
    }
    to.once('error', stop);
    masked.once('end', end);
    from.once('close', () => masked.end());
    from.pipe(masked, { end: false }).pipe(to, { end: false });
  });
}
