import { channel } from 'node:diagnostics_channel';
import path from 'node:path';
import { callsChannel, type ProgramCall, type ProgramEnd } from '../../core/calls/call';
import { maskArguments } from './mask-arguments';
import { maskText } from './mask-secrets';
import { monotonicMs } from './monotonic-ms';
import type { Variables } from './variables';
import { secretsIn } from './secrets-in';

const calls = channel(callsChannel);

export interface StartedProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Variables;
  /** Whether nothing of the arguments may be shown. */
  readonly hidesArguments?: boolean | undefined;
}

/**
 * Says that a program starts now.
 *
 * @returns what says how it ended; it is published then, if anybody wants to know
 */
export function programStarted({
  program,
  args,
  env,
  hidesArguments = false,
}: StartedProgram): (end: ProgramEnd) => void {
  const started = monotonicMs();
  let isReported = false;
  return (end) => {
    // A program that could not be started ends, too.
    if (isReported || !calls.hasSubscribers) return;
    isReported = true;
    calls.publish({
      what: 'program',
      program: path.basename(program),
      args: hidesArguments ? undefined : maskArguments(args, env),
      milliseconds: monotonicMs() - started,
      end: end.kind === 'not-started' ? { ...end, reason: maskText(end.reason, secretsIn(env)) } : end,
    } satisfies ProgramCall);
  };
}
