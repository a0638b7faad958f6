import type { Call, DatabaseCall, ProgramCall, ProgramEnd } from './call';
import { grouped } from '../grouped';

/** A call as a line of a log, and how much it matters. */
export interface CallLine {
  readonly level: 'debug' | 'info' | 'warn';
  readonly text: string;
}

export function callLine(call: Call): CallLine {
  return call.what === 'database' ? databaseLine(call) : programLine(call);
}

function databaseLine({ doing, location, milliseconds, rows, error }: DatabaseCall): CallLine {
  const came = rows === undefined ? '' : `, ${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`;
  const end = error === undefined ? came : `, failed: ${error}`;
  return {
    level: error === undefined ? 'info' : 'warn',
    text: `database ${location}: ${doing}${end} (${duration(milliseconds)})`,
  };
}

function programLine({ program, args, milliseconds, end }: ProgramCall): CallLine {
  const argsLabel = args === undefined ? '(arguments not shown)' : shownArguments(args);
  return {
    level: levelOf(program, end),
    text: `program ${[program, argsLabel].filter((part) => part !== '').join(' ')}: ${endLabel(end)} (${duration(milliseconds)})`,
  };
}

/** git is asked all the time, and says no by its exit code. */
function levelOf(program: string, end: ProgramEnd): CallLine['level'] {
  if (end.kind !== 'ended') return 'warn';
  if (program === 'git') return 'debug';
  return end.code === 0 ? 'info' : 'warn';
}

function endLabel(end: ProgramEnd): string {
  switch (end.kind) {
    case 'ended':
      return `exit code ${end.code}`;
    case 'killed':
      return `killed by ${end.signal}`;
    case 'timed-out':
      return 'timed out';
    case 'too-much':
      return 'ended, since it printed too much';
    case 'not-found':
      return 'not installed';
    case 'not-started':
      return `not started, ${end.reason}`;
  }
}

/** A log is read by people: git gets thousands of commits as arguments. */
const mostArguments = 20;
const longestArgument = 200;

function shownArguments(args: readonly string[]): string {
  const shown = args.slice(0, mostArguments).map(shownArgument);
  const left = args.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${grouped(left)} more`] : [])].join(' ');
}

function shownArgument(argument: string): string {
  const short = argument.length > longestArgument ? `${argument.slice(0, longestArgument)}…` : argument;
  return /^[\w@%+=:,./\\*-]+$/.test(short) ? short : JSON.stringify(short);
}

function duration(milliseconds: number): string {
  return `${grouped(milliseconds)} ms`;
}
