/** The constants of the rounds: of the first 64 primes the first 32 bits behind the point of their cube roots. */
const primes = firstPrimes(64);
const rounds = primes.map((prime) => fraction(Math.cbrt(prime)));
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** The SHA-256 digest of a text's UTF-8 bytes, as lower-case hexadecimal digits. For names, not for secrets. */
export function sha256Hex(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text));
  const state = [...start];
  for (let block = 0; block < words.length; block += 16) addBlock(state, words.slice(block, block + 16));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

/** The bytes, a bit that is set, zeros, and the length in bits. */
function paddedWords(bytes: Uint8Array): number[] {
  const words = new Array<number>(((bytes.length + 8) >> 6) * 16 + 16).fill(0);
  const setByte = (at: number, byte: number): void => {
    words[at >> 2] = wordAt(words, at >> 2) | (byte << (24 - 8 * (at % 4)));
  };
  for (const [at, byte] of bytes.entries()) setByte(at, byte);
  setByte(bytes.length, 0x80);
  words[words.length - 2] = Math.floor(bytes.length / 2 ** 29);
  words[words.length - 1] = (bytes.length << 3) | 0;
  return words;
}

function addBlock(state: number[], block: readonly number[]): void {
  const schedule = [...block];
  for (let at = 16; at < 64; at++) {
    const [early, late] = [wordAt(schedule, at - 15), wordAt(schedule, at - 2)];
    const low = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const high = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    schedule.push((wordAt(schedule, at - 16) + low + wordAt(schedule, at - 7) + high) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [at, word] of schedule.entries()) {
    const choice = (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g));
    const first = (h + choice + wordAt(rounds, at) + word) | 0;
    const second = ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (wordAt(state, at) + word) | 0;
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function wordAt(words: readonly number[], position: number): number {
  return words[position] ?? 0;
}
