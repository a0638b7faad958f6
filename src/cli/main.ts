#!/usr/bin/env node
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { version } from '../../package.json';
import { HumanError } from '../core/human-error';
import type { Machine } from './parts/machine';
import { runProgram, type Commands } from './program';
import { surviveClosedPipes } from './terminal';

const { stdout, stderr } = process;

// A short run makes much that is soon forgotten: with more room for the young at once, little of it is copied. How much
// room there is at most, V8 has decided before our first line.
setFlagsFromString('--semi-space-growth-factor=16');

/** An ordinary exit, so that programs which we wait for end with us. */
const endings = (
  [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const
).map(([signal, exitCode]) => [signal, () => process.exit(exitCode)] as const);

/** Where the commands get their real parts. Each is loaded when it is called, so that start-up stays quick. */
const commands: Commands = {
  lint: async (args) => {
    const [{ runLint }, { openProjects }, { stoppableMatcher }, { workTreeTop }, { lintProject }, { rules }] =
      await Promise.all([
        import('./commands/lint'),
        import('../adapters/project/open-projects'),
        import('../adapters/project/pattern-matcher'),
        import('../adapters/project/tree-root'),
        import('../workflows/lint'),
        import('../core/linter/rules/registry'),
      ]);
    const matchPattern = stoppableMatcher();
    return runLint(args, {
      openProjects,
      lintProject: (source, options) => lintProject(source, { ...options, matchPattern }),
      topOf: workTreeTop,
      appendFile: (file, text) => appendFileSync(file, text),
      rules,
      version,
      cwd: workingFolder(),
      env: process.env,
      stdout,
      stderr,
    });
  },
  run: async (args) => {
    const [
      { runRun },
      { findEnvironmentProject },
      { findEnvironment },
      { variablesFor },
      { runPassedThrough },
    ] = await Promise.all([
      import('./commands/run'),
      import('../adapters/environments/project'),
      import('../adapters/environments/find-environment'),
      import('../adapters/environments/variables-for'),
      import('../adapters/process/run-passed-through'),
    ]);
    return runRun(args, {
      findProject: findEnvironmentProject,
      findEnvironment,
      variablesFor,
      runProgram: runPassedThrough,
      ...machine(),
    });
  },
  migrate: async (args) => (await import('./parts/migrate')).migrate(args, machine()),
  status: async (args) => (await import('./parts/status')).status(args, machine()),
  checkDrift: async (args) => (await import('./parts/check-drift')).checkDriftHere(args, machine()),
  fixDrift: async (args) => (await import('./parts/fix-drift')).fixDrift(args, machine()),
  inspect: async (args) => (await import('./parts/inspect')).inspect(args, machine()),
  verify: async (args) => (await import('./parts/verify')).verify(args, machine()),
  pgliteSchema: async (args) => (await import('./parts/pglite-schema')).pgliteSchema(args, machine()),
  restore: async (args) => (await import('./parts/restore')).restore(args, machine()),
  predict: async (args) => (await import('./parts/predict')).predict(args, machine()),
  init: async (args) => (await import('./parts/init')).init(args, machine()),
  dev: async (args) => (await import('./parts/dev')).dev(args, machine()),
  safeMigrate: async (args) => (await import('./parts/safe-migrate')).safeMigrate(args, machine()),
};

function machine(): Machine {
  return {
    giveUpSignals: () => {
      for (const [signal, end] of endings) process.off(signal, end);
      return () => {
        for (const [signal, end] of endings) process.once(signal, end);
      };
    },
    sharesTerminal: [process.stdin, stdout, stderr].some(({ isTTY }) => isTTY),
    cwd: workingFolder(),
    env: process.env,
    stdout,
    stderr,
  };
}

/** @throws HumanError where somebody removed it meanwhile */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new HumanError('The working directory is gone. Change to one that is there.', { cause: error });
  }
}

surviveClosedPipes(stdout, stderr, () => (process.exitCode = 2));
for (const [signal, end] of endings) process.once(signal, end);

void runProgram(process.argv.slice(2), commands, { version, stdout, stderr, env: process.env }).then(
  (exitCode) => {
    // Not process.exit: it would cut off what a pipe has not taken yet.
    process.exitCode ??= exitCode;
  },
);
