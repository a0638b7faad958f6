import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Call, callsChannel } from '../../src/core/calls/call';
import { callLine } from '../../src/core/calls/call-line';

/** The calls of programs and databases that are published while something is done; that it fails is no matter. */
export async function callsOf(work: () => Promise<unknown>): Promise<Call[]> {
  const calls: Call[] = [];
  const take = (call: unknown): void => void calls.push(call as Call);
  subscribe(callsChannel, take);
  try {
    await work().catch(() => undefined);
  } finally {
    unsubscribe(callsChannel, take);
  }
  return calls;
}

/** The lines of the log that these calls make, without the milliseconds. */
export function linesOf(calls: readonly Call[]): string[] {
  return calls.map(callLine).map(({ level, text }) => `${level} ${text.replace(/ \([\d,]+ ms\)$/, '')}`);
}
