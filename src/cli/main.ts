#!/usr/bin/env node
import { version } from '../../package.json';
import { HumanError } from '../core/human-error';
import { runProgram, type Commands } from './program';
import { surviveClosedPipes } from './terminal';

const { stdout, stderr } = process;

/** Where the commands get their real parts. Each is loaded when it is called, so that start-up stays quick. */
const commands: Commands = {
  lint: async (args) => {
    const { runLint } = await import('./commands/lint');
    const missing = () => Promise.reject(new HumanError('this build cannot read projects'));
    return runLint(args, {
      openProjects: missing,
      lintProject: missing,
      rules: [],
      version,
      cwd: process.cwd(),
      env: process.env,
      stdout,
      stderr,
    });
  },
};

surviveClosedPipes(stdout, stderr, () => (process.exitCode = 2));
process.once('SIGINT', () => process.exit(130));

void runProgram(process.argv.slice(2), commands, { version, stdout, stderr }).then((exitCode) => {
  // Not process.exit: it would cut off what a pipe has not taken yet.
  process.exitCode ??= exitCode;
});
