import type { Writable } from 'node:stream';
import type { Variables } from '../adapters/process/variables';
import type { Answer } from '../workflows/answer';
import type { Page } from './output/page';
import { printable } from './output/printable';
import { usesColor, widthOf, type Output } from './terminal';

/** What a command has of the machine that it runs on, and of the person who called it. */
export interface CliContext {
  /** Our own. */
  readonly version: string;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Writable & Output;
  readonly stderr: Writable & Output;
  readonly ask: Questions;
  /** All that stdin has, as text; undefined where that is a terminal. */
  readonly stdin: () => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the terminal's own Ctrl-C reaches programs that we start, too. */
  readonly sharesTerminal: boolean;
  /** Leaves signals to the programs that we start from now on; returns what makes them end us again. */
  readonly giveUpSignals: () => () => void;
}

/** What can be asked of a person; undefined where nobody sits at a terminal. */
export interface Questions {
  /** A line of text. @throws Interrupted where the person leaves */
  readonly text: (question: string) => Promise<string | undefined>;
  readonly yesOrNo: (question: string) => Promise<Answer | undefined>;
}

/** What a command does; gives the exit code. */
type CommandBody = (context: CliContext) => Promise<number>;

/** Runs what a command does: handed to the declarations of the commands. */
export type RunCommand = (body: CommandBody) => Promise<void>;

/** @param color what the person asked for; undefined where that is nothing */
export function pageOf({ cwd, env, stdout }: CliContext, color: boolean | undefined): Page {
  return { cwd, width: widthOf(stdout, env), color: usesColor(color, env, stdout) };
}

/** One line about something that went wrong or stands in the way. */
export function complain({ stderr }: Pick<CliContext, 'stderr'>, sentence: string): void {
  stderr.write(`migration-guard: ${printable(sentence)}\n`);
}
