import path from 'node:path';
import { guardFiles } from '../../../adapters/project/guard-files';
import { pathFrom } from '../../../adapters/files/path-from';
import { startedBy } from '../../../core/command-target';
import { hookAnswer, readHook, type HookInput } from '../../../core/guard/hooks';
import type { CommandLine } from '../../../core/guard/read-concerns';
import { HumanError } from '../../../core/human-error';
import { guard as decide, type GuardPorts, type Verdict } from '../../../workflows/guard';
import type { CliContext } from '../../context';
import { exitCodeOf, guardPretty } from './pretty';

export interface GuardArgs {
  /** Of a command; empty where there is none. */
  readonly words: readonly string[];
  /** A command line for a shell. */
  readonly command?: string;
}

const unreadable: Verdict = {
  decision: 'ask',
  reason: 'The command could not be read. Look at it before it runs.',
};

/**
 * Decides about a command that was given, or that a hook's JSON on stdin holds.
 *
 * @returns 0 for a hook, whatever it is told, and where the command is let through; 1 where it is denied, 3 where a person
 *   is to be asked
 * @throws HumanError where neither is there
 */
export async function guard({ words, command }: GuardArgs, context: CliContext): Promise<number> {
  // An agent's shell seldom has us on its PATH.
  startedBy('npx migration-guard');
  if (command !== undefined && words.length > 0) {
    throw new HumanError('The command is given twice. Give it in --command or behind --, not both.');
  }
  if (command !== undefined || words.length > 0) {
    const verdict = await judge(command === undefined ? { words } : { text: command }, context.cwd);
    context.stdout.write(guardPretty(verdict));
    return exitCodeOf(verdict);
  }
  const text = await context.stdin();
  if (text === undefined) {
    throw new HumanError(
      'There is no command. Give it behind --, in --command, or as the JSON of a hook on stdin.',
    );
  }
  context.stdout.write(await answerTo(readHook(text), context.cwd));
  return 0;
}

async function answerTo(input: HookInput, cwd: string): Promise<string> {
  if (input.kind === 'other') return '';
  const verdict =
    input.kind === 'unreadable'
      ? unreadable
      : await judge({ text: input.command }, path.resolve(cwd, input.folder ?? '.'));
  const answer = hookAnswer(input.agent, verdict.decision, verdict.reason);
  return answer === '' ? '' : `${answer}\n`;
}

/** A fault of ours must not stop the agent's work, nor let a command through that nobody has looked at. */
async function judge(line: CommandLine, folder: string): Promise<Verdict> {
  try {
    return await decide(line, folder, portsOf());
  } catch {
    return unreadable;
  }
}

function portsOf(): GuardPorts {
  return {
    files: guardFiles,
    // Only where the words are not enough: it reads projects, for which there is much more to load.
    projects: async (folder, schema) => (await import('./open-guarded')).openGuarded(folder, schema),
    isPrisma8: async (folder, schema) => (await import('./open-guarded')).isPrisma8(folder, schema),
    onlyProjectAround: async (folder) => (await import('./open-guarded')).onlyProjectAround(folder),
    pathFrom: (folder, to) => {
      const seen = pathFrom(folder, to);
      return seen === '.' ? undefined : seen;
    },
  };
}
