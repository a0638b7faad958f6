import type { Concern, DangerId } from '../dangers';
import type { ShellReader } from '../shell/read-shell';
import type { SimpleCommand } from '../shell/simple-command';

/** What judges commands of one kind; true where the command is of that kind, and nothing else is to be said of it. */
export type Judge = (command: SimpleCommand, context: JudgeContext) => boolean;

export interface JudgeContext {
  readonly reader: ShellReader;
  /** Whether the words of the command, or of the part of the line that starts it, have to do with Prisma or PostgreSQL. */
  readonly isRelated: () => boolean;
  readonly add: (
    danger: DangerId,
    more: Pick<Concern, 'command' | 'schema' | 'sql' | 'migration' | 'rewrites'>,
  ) => void;
  /** Judges what may be a command, though nobody can be sure. */
  readonly judgeUnsure: (command: SimpleCommand) => void;
}

/** Whether words have to do with Prisma or PostgreSQL: who asks about everything that cannot be read is switched off. */
export function concernsDatabases(words: string): boolean {
  return /prisma|psql|postgres|pg_|dropdb|migrate\s+reset/i.test(words);
}
