import { pastable } from './pastable';
import { shellWord } from './shell-word';

/**
 * What a command acts on that we print for somebody to run: it is written into the command, so that this does the same
 * thing wherever it is pasted, and never something to another database.
 */
export interface CommandTarget {
  /** The environment's name. */
  readonly environment: string;
  /** The variable that holds the database's URL, where the person named one instead of an environment. */
  readonly urlVariable?: string | undefined;
  /** How whoever reads it starts us; as the person has started us where this is undefined. */
  readonly program?: string | undefined;
  /** A path of the project, from the working directory; undefined where it is the one here. */
  readonly project?: string | undefined;
  /** The project's folder, from the working directory, where that is another one: Prisma has to be started there. */
  readonly folder?: string | undefined;
  /** The git repository's folder, from the working directory, where that is outside of it. */
  readonly repository?: string | undefined;
  /** How the project's own Prisma is started; words. `npx prisma` where this is undefined. */
  readonly prisma?: readonly string[] | undefined;
}

/** The commands that we advise. */
type OwnCommand =
  | 'check-drift'
  | 'dev'
  | 'doctor'
  | 'explain'
  | 'fix-drift'
  | 'init'
  | 'inspect'
  | 'lint'
  | 'migrate'
  | 'predict'
  | 'restore'
  | 'run'
  | 'safe-migrate'
  | 'status'
  | 'verify';

/** Those among them that need no database. */
const withoutDatabase: ReadonlySet<OwnCommand> = new Set([
  'explain',
  'init',
  'lint',
  'safe-migrate',
  'verify',
]);

/** The environment of whoever says none. */
export const usualEnvironment = 'local';

/** What its reports call the database. */
export function nameOf({ environment, urlVariable }: CommandTarget): string {
  return urlVariable ?? environment;
}

let ownProgram = 'migration-guard';

/**
 * Says how the person has started us, and so can do it again: all commands that are printed from now on begin with that. By npx
 * there need be no `migration-guard` on the PATH.
 */
export function startedBy(program: 'migration-guard' | 'npx migration-guard'): void {
  ownProgram = program;
}

/** One of our commands, with the environment and the project that it is for. */
export function ownCommand(command: OwnCommand, target: CommandTarget, ...args: readonly string[]): string {
  const { environment, urlVariable, project, program = ownProgram } = target;
  const options: string[] = [];
  if (!withoutDatabase.has(command)) {
    if (urlVariable !== undefined) options.push('--url-env', urlVariable);
    else if (environment !== usualEnvironment) options.push('--env', environment);
  }
  if (project !== undefined) options.push('--project', project);
  return pastable([program, command, ...[...options, ...args].map(shellWord)].join(' '));
}

/**
 * A command of the project's own Prisma, on the environment's database: by itself Prisma would take the one that the
 * project's config names, which most often is the local one.
 */
export function prismaCommand(target: CommandTarget, ...args: readonly string[]): string {
  const { folder, prisma = ['npx', 'prisma'] } = target;
  const here = ownCommand('run', { ...target, project: undefined }, '--', ...prisma, ...args);
  return folder === undefined ? here : pastable(`cd ${shellWord(folder)} && ${here}`);
}

/**
 * A command of git. Paths in it are from the repository's top: `:/prisma` means the same in each of its folders.
 *
 * @param repository its folder from the working directory, where that is outside of it
 */
export function gitCommand(repository: string | undefined, ...args: readonly string[]): string {
  const where = repository === undefined ? [] : ['-C', repository];
  return pastable(['git', ...[...where, ...args].map(shellWord)].join(' '));
}
