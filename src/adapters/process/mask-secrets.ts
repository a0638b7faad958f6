import { Transform } from 'node:stream';

const mask = Buffer.from('***');

/**
 * A stream that puts `***` in the place of every secret that passes, also of one that comes in pieces. What could be
 * the beginning of a secret is held back until it is decided, and nothing else is: a prompt without a line end appears
 * at once. Bytes that belong to no secret pass as they are, whatever their encoding.
 */
export function maskSecrets(secrets: readonly string[]): Transform {
  const masker = createMasker(secrets);
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, masker.take(chunk)),
    flush: (done) => done(null, masker.end()),
  });
}

/** A text without its secrets. */
export function maskText(text: string, secrets: readonly string[]): string {
  const masker = createMasker(secrets);
  return Buffer.concat([masker.take(Buffer.from(text)), masker.end()]).toString();
}

interface Masker {
  /** What may pass of all that came so far. */
  take(chunk: Buffer): Buffer;
  /** What was held back, when nothing more comes. */
  end(): Buffer;
}

function createMasker(secrets: readonly string[]): Masker {
  const byFirst = secretsByFirstByte(secrets);
  let pending = Buffer.alloc(0);
  /** How many of the pending bytes belong to a secret that was masked already: another one overlaps it. */
  let masked = 0;

  function pass(data: Buffer, isEnd: boolean): Buffer {
    const passed: Buffer[] = [];
    let clear = masked;
    let at = 0;
    for (; at < data.length; at++) {
      const candidates = byFirst[data[at] ?? 0];
      if (!candidates) continue;
      if (!isEnd && candidates.some((secret) => mayBegin(secret, data, at))) break;
      const found = candidates.find((secret) => stands(secret, data, at));
      if (!found) continue;
      if (at >= clear) passed.push(data.subarray(clear, at), mask);
      clear = Math.max(clear, at + found.length);
    }
    if (at > clear) passed.push(data.subarray(clear, at));
    pending = Buffer.from(data.subarray(at));
    masked = Math.max(0, clear - at);
    return Buffer.concat(passed);
  }

  return {
    take: (chunk) => pass(pending.length === 0 ? chunk : Buffer.concat([pending, chunk]), false),
    end: () => pass(pending, true),
  };
}

function stands(secret: Buffer, data: Buffer, at: number): boolean {
  const end = at + secret.length;
  return end <= data.length && data.compare(secret, 0, secret.length, at, end) === 0;
}

/** Whether all that is there from `at` on is the beginning of the secret, which has more. */
function mayBegin(secret: Buffer, data: Buffer, at: number): boolean {
  const left = data.length - at;
  return left < secret.length && data.compare(secret, 0, left, at) === 0;
}

/** The secrets by their first byte, the longest first. */
function secretsByFirstByte(secrets: readonly string[]): (readonly Buffer[] | undefined)[] {
  const byFirst: Buffer[][] = [];
  for (const secret of new Set(secrets)) {
    const bytes = Buffer.from(secret);
    const [first] = bytes;
    if (first !== undefined) byFirst[first] = [...(byFirst[first] ?? []), bytes];
  }
  for (const same of byFirst.filter(Boolean)) same.sort((a, b) => b.length - a.length);
  return byFirst;
}
