import type { Writable } from 'node:stream';
import { masksOf } from '../../core/environment/masks';
import { HumanError } from '../../core/human-error';
import type { EnvironmentProject } from '../../adapters/environments/project';
import type { EnvironmentDeps } from '../../adapters/environments/resolved';
import type { PassedThrough, PassedThroughOptions } from '../../adapters/process/run-passed-through';
import type { Variables } from '../../adapters/process/variables';
import type { Environment } from '../../workflows/environment';
import { printable } from '../reporters/printable';
import type { RunArgs } from './run-args';

export interface RunDeps {
  readonly findProject: (given: string | undefined, cwd: string) => Promise<EnvironmentProject>;
  readonly findEnvironment: (
    name: string,
    project: EnvironmentProject,
    deps: EnvironmentDeps,
  ) => Promise<Environment>;
  readonly variablesFor: (environment: Environment, project: EnvironmentProject, env: Variables) => Variables;
  readonly runProgram: (
    program: string,
    args: readonly string[],
    options: PassedThroughOptions,
  ) => Promise<PassedThrough>;
  /** Leaves signals to the program from now on. */
  readonly giveUpSignals: () => void;
  readonly sharesTerminal: boolean;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/**
 * Runs a person's own command with an environment's URL. It is their command, and they name the environment, so
 * production asks for nothing but is told. Only where the name hides it, `--force` must say that it is meant.
 *
 * @returns the command's exit code, as a shell tells it
 * @throws HumanError where there is no project, no URL or no command, and for production under another name
 */
export async function runRun(args: RunArgs, deps: RunDeps): Promise<number> {
  const [program = '', ...rest] = args.command;
  if (program === '') throw new HumanError('Name a command to run, behind --.');
  const project = await deps.findProject(args.project, deps.cwd);
  const environment = await deps.findEnvironment(args.env, project, { env: deps.env });
  const say = (sentence: string): void => void deps.stderr.write(`migration-guard: ${printable(sentence)}\n`);
  if (environment.production) say(productionSentence(environment, args.force));

  deps.giveUpSignals();
  const { url, directUrl } = environment;
  const result = await deps.runProgram(program, rest, {
    cwd: deps.cwd,
    env: deps.variablesFor(environment, project, deps.env),
    secrets: [url, directUrl].flatMap((one) => (one ? masksOf(one) : [])),
    stdout: deps.stdout,
    stderr: deps.stderr,
    sharesTerminal: deps.sharesTerminal,
  });
  switch (result.kind) {
    case 'ended':
      return result.exitCode;
    case 'not-found':
      say(`${program}: command not found.`);
      return 127;
    case 'not-started':
      say(`${program} could not be started: ${result.reason}.`);
      return 126;
  }
}

/** @throws HumanError where the person may not know that it is production, and did not say that it is meant */
function productionSentence({ name, url, productionAs }: Environment, force: boolean): string {
  if (productionAs === undefined) return `${name} is production (${url.place}).`;
  const same = `${name} leads to the database of ${productionAs} (${url.place}), which is production`;
  if (!force) throw new HumanError(`${same}. Say --env ${productionAs}, or add --force.`);
  return `${same}.`;
}
