import fs from 'node:fs';

/** Milliseconds. */
export interface Latency {
  readonly edits: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function summed(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { edits: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Hands the figures to the process that started the host: the host's own output is mixed with its log. */
export function hand(results: unknown): void {
  const file = process.env['MIGRATION_GUARD_TEST_RESULTS'];
  if (file === undefined) throw new Error('MIGRATION_GUARD_TEST_RESULTS names no file.');
  fs.writeFileSync(file, JSON.stringify(results));
}
