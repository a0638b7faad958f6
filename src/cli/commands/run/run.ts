import { assertPrismaReaches, findDatabase } from '../../../adapters/environments/find-environment';
import { findEnvironmentProject } from '../../../adapters/environments/project';
import { variablesFor } from '../../../adapters/environments/variables-for';
import { runPassedThrough } from '../../../adapters/process/run-passed-through';
import { masksOf } from '../../../core/environment/masks';
import { HumanError } from '../../../core/human-error';
import type { Environment } from '../../../workflows/environment';
import { complain, type CliContext } from '../../context';
import type { DatabaseOption, ProjectOption } from '../../options';

export interface RunArgs extends DatabaseOption, ProjectOption {
  readonly force?: boolean;
  readonly command: readonly string[];
}

/**
 * Runs a person's own command with an environment's URL. It is their command, and they name the environment, so
 * production asks for nothing but is reported. Only where the name hides it, `--force` must say that it is meant.
 *
 * @returns the command's exit code, as a shell tells it
 * @throws HumanError where there is no project, no URL or no command, and for production under another name
 */
export async function runWithEnvironment(args: RunArgs, context: CliContext): Promise<number> {
  const { cwd, env, stdout, stderr, sharesTerminal } = context;
  const [program = '', ...rest] = args.command;
  if (program === '') throw new HumanError('Name a command to run, after --.');
  const project = await findEnvironmentProject(args.config ?? args.project, cwd);
  const environment = await findDatabase(args, project, { env });
  // What is advised for Prisma goes through here, and must not reach another database.
  if (args.command.some((word) => /(?:^|[\\/])prisma$/.test(word))) {
    await assertPrismaReaches(environment, project, { env });
  }
  if (environment.production) complain(context, productionSentence(environment, args.force));

  context.giveUpSignals();
  const { url, directUrl } = environment;
  const result = await runPassedThrough(program, rest, {
    env: variablesFor(environment, project, env),
    secrets: [url, directUrl].flatMap((one) => (one ? masksOf(one) : [])),
    ...{ cwd, stdout, stderr, sharesTerminal },
  });
  switch (result.kind) {
    case 'ended':
      return result.exitCode;
    case 'not-found':
      complain(context, `${program}: command not found.`);
      return 127;
    case 'not-started':
      complain(context, `${program} could not be started: ${result.reason}.`);
      return 126;
  }
}

/** @throws HumanError where the person may not know that it is production, and did not say that it is meant */
function productionSentence({ name, url, productionAs }: Environment, force: boolean | undefined): string {
  if (productionAs === undefined) return `${name} is production (${url.location}).`;
  const same = `${name} leads to the database of ${productionAs} (${url.location}), which is production`;
  if (!force) throw new HumanError(`${same}. Use --env ${productionAs}, or add --force.`);
  return `${same}.`;
}
