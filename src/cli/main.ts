#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { startedBy } from '../core/command-target';
import { HumanError } from '../core/human-error';
import { askText, askYesOrNo } from './ask';
import type { CliContext } from './context';
import { runProgram } from './program';
import { surviveClosedPipes } from './terminal';
import { guardedOutput } from './workflow-commands';

const { stdout, stderr, env } = process;

setEngineFlags();

/** An ordinary exit, so that programs which we wait for end with us. */
const endings = (
  [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const
).map(([signal, exitCode]) => [signal, () => process.exit(exitCode)] as const);

const context: CliContext = {
  ...{ version, env, stdout: toLog(stdout), stderr: toLog(stderr) },
  get cwd() {
    return workingFolder();
  },
  ask: { text: askText, yesOrNo: askYesOrNo },
  now: () => Date.now(),
  sharesTerminal: [process.stdin, stdout, stderr].some(({ isTTY }) => isTTY),
  giveUpSignals: () => {
    for (const [signal, end] of endings) process.off(signal, end);
    return () => {
      for (const [signal, end] of endings) process.once(signal, end);
    };
  },
};

/** A file, too, may be printed into a log later on. */
function toLog(stream: CliContext['stdout'] & { readonly fd: number }): CliContext['stdout'] {
  return guardedOutput(stream, env, fstatSync(stream.fd).isFile());
}

/** @throws HumanError where somebody removed it meanwhile */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new HumanError('The working directory is gone. Change to one that exists.', { cause: error });
  }
}

/** Has V8 spend less on what a process of a second does not live to see. */
function setEngineFlags(): void {
  const flags = [
    // A short run makes much that is soon forgotten: with more room for the young at once, little of it is copied. How much
    // room there is at most, V8 has decided before our first line.
    '--semi-space-growth-factor=16',
    // PostgreSQL's grammar has one huge function. V8 would optimize it in the background after its first use, which takes far
    // longer than all that a command asks of it, and the process would wait for that at its end.
    ...['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'],
    // Half of what is optimized never pays: only what runs very often is, and with less of what it calls. Later versions of V8
    // have a compiler between the two, and do not know the first of these.
    ...(process.versions.v8.startsWith('11.')
      ? ['--interrupt-budget=400000', '--max-inlined-bytecode-size-cumulative=200']
      : []),
  ];
  for (const flag of flags) setFlagsFromString(flag);
}

surviveClosedPipes(stdout, stderr, () => (process.exitCode = 2));
for (const [signal, end] of endings) process.once(signal, end);

// npm sets it for npx, and for what that starts.
if (env['npm_command'] === 'exec') startedBy('npx migration-guard');
void runProgram(process.argv.slice(2), context).then((exitCode) => {
  // Not process.exit: it would cut off what a pipe has not taken yet.
  process.exitCode ??= exitCode;
});
