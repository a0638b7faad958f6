import { setFlagsFromString } from 'node:v8';

/** Has V8 spend less on what a process of about a second does not live to see. */
export function setEngineFlags(): void {
  const flags = [
    // A short run makes much that is soon forgotten: with more room for the young at once, little of it is copied. How much
    // room there is at most, V8 has decided before our first line.
    '--semi-space-growth-factor=16',
    // PostgreSQL's grammar has one huge function. V8 would optimize it in the background after its first use, which takes far
    // longer than all that a command asks of it, and the process would wait for that at its end. Nor does it pay for the
    // embedded PostgreSQL, not even in a history of 1,000 migrations.
    ...['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'],
    // Half of what is optimized never pays: only what runs very often is, and with less of what it calls. Later versions of V8
    // have a compiler between the two, and do not know the first of these.
    ...(process.versions.v8.startsWith('11.')
      ? ['--interrupt-budget=400000', '--max-inlined-bytecode-size-cumulative=200']
      : []),
  ];
  for (const flag of flags) setFlagsFromString(flag);
}
