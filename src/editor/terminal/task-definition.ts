import path from 'node:path';
import { taskType } from '../ids';

/** What a task of ours runs, as `tasks.json` can say it too: `migration-guard <command> <args>`. */
export interface TaskDefinition {
  readonly type: typeof taskType;
  readonly command: string;
  readonly args?: readonly string[];
  /** The folder in which it runs, absolute or below the workspace's folder, which it is if nothing is said. */
  readonly cwd?: string;
}

/** Reads what a person wrote, or VS Code gives back; undefined where it is not ours or names no command. */
export function readTaskDefinition(given: Readonly<Record<string, unknown>>): TaskDefinition | undefined {
  const { type, command, args, cwd } = given;
  if (type !== taskType || typeof command !== 'string' || command === '') return undefined;
  return {
    ...{ type: taskType, command },
    ...(Array.isArray(args) && args.length > 0 && { args: args.map(String) }),
    ...(typeof cwd === 'string' && cwd !== '' && { cwd }),
  };
}

/** What VS Code calls the task, and its terminal: the command, and the project where that is not the folder itself. */
export function taskName({ command, args = [] }: TaskDefinition): string {
  const project = path.normalize(optionIn(args, 'project') ?? '.');
  return project === '.' ? command : `${command} (${project})`;
}

/** The value of an option such as `--project`; undefined where it is not given. */
export function optionIn(args: readonly string[], name: string): string | undefined {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const at = options.findLastIndex((one) => one === `--${name}` || one.startsWith(`--${name}=`));
  const option = options[at];
  if (option === undefined) return undefined;
  return option === `--${name}` ? options[at + 1] : option.slice(`--${name}=`.length);
}
