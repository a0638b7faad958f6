import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { HumanError } from '../core/human-error';

/** What the help of the program, and of lint, says of them. */
export const exitCodes = `
Exit codes:
  0    nothing needs attention
  1    something does; for lint, a finding of the severity of --fail-on or worse
  2    it could not run: bad usage, unreadable files, a program that failed
  130  interrupted`;

/** The options that mean the same for every command, as commander hands them over. */
export interface ColorOption {
  /** Undefined where neither --color nor --no-color was given. */
  readonly color?: boolean | undefined;
}

export interface EnvOption {
  /** The environment's name. */
  readonly env: string;
}

/** Which database a command asks. */
export interface DatabaseOption extends EnvOption {
  /** The variable that holds the URL, instead of an environment. */
  readonly urlEnv?: string | undefined;
}

export interface JsonOption {
  readonly json?: boolean | undefined;
}

export interface ProjectOption {
  /** A path of the project; without it the one here is meant. */
  readonly project?: string | undefined;
  /** The Prisma config of a project: the same as naming the project. */
  readonly config?: string | undefined;
}

export interface TimeoutOption {
  /** Seconds. */
  readonly timeout: number;
}

export function withColor(command: Command): Command {
  return command
    .option('--color', 'colours even where there is no terminal')
    .option('--no-color', 'no colours');
}

/** @param use what the environment is for */
export function envOption(use = 'the environment whose database to ask'): Option {
  return new Option('--env <name>', use).default('local');
}

/** For commands that only read: which database that is then, nobody but the person knows. */
export function urlEnvOption(): Option {
  return new Option('--url-env <variable>', 'the variable that holds the URL, instead of an environment');
}

export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}

export function projectOption(): Option {
  return new Option('--project <path>', 'the project (default: here)');
}

export function configOption(): Option {
  return new Option(
    '--config <file>',
    'the Prisma config of the project, where Prisma does not find it itself',
  );
}

/** @param use what may take so long */
export function timeoutOption(use: string): Option {
  return new Option('--timeout <seconds>', use).argParser(seconds).default(120);
}

/** The project of a command that works on one: the same as --project. */
export function pathArgument(): Argument {
  return new Argument('[path]', 'the project (default: here)');
}

/** @throws HumanError where the project is named twice, and not the same */
export function onlyPath(path: string | undefined, { project, config }: ProjectOption): ProjectOption {
  if (path !== undefined && project !== undefined && path !== project) {
    throw new HumanError(`Two projects are named, ${path} and ${project}. Name one.`);
  }
  // The config decides which migrations a schema has, so it says more than a folder.
  const given = config ?? path ?? project;
  return given === undefined ? {} : { project: given };
}

/** The paths of a command that works on several projects, --project among them. */
export function allPaths(paths: readonly string[], { project, config }: ProjectOption): readonly string[] {
  return [...paths, ...[project, config].filter((one) => one !== undefined)];
}

/**
 * Refuses an empty value: so a variable that is not set arrives from a CI script.
 *
 * @param advice what to do instead, a sentence
 */
export function notEmpty(advice: string): (value: string) => string {
  return (value) => {
    if (value.trim() === '') throw new InvalidArgumentError(advice);
    return value;
  };
}

/** For an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function seconds(value: string): number {
  const given = Number(value);
  if (!/^\d+$/.test(value) || given < 1 || given > 86_400) {
    throw new InvalidArgumentError('Give whole seconds, such as 120.');
  }
  return given;
}
