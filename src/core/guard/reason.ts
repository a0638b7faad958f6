import { ownCommand, type CommandTarget } from '../command-target';
import { dangers, type Concern } from './dangers';

/** A concern that holds, with what the project says of it. */
export interface Held {
  readonly concern: Concern;
  /** What it would take away: whole phrases, such as `idx_a, an hnsw index on t.c`. */
  readonly lost: readonly string[];
  readonly target: CommandTarget;
  /** Whether it is about a project of Prisma 8, for which other commands of ours do the same. */
  readonly isPrisma8: boolean;
}

/** An agent needs no more to know what it is about. */
const mostNamed = 4;

/** Why a command is denied or asked about, and what does the same without the danger. */
export function reasonOf({ concern, lost, target, isPrisma8 }: Held): string {
  const { does, instead } = dangers[concern.danger];
  const more = lost.length - mostNamed;
  const named = [...lost.slice(0, mostNamed), ...(more > 0 ? [`and ${more} more`] : [])];
  const what = lost.length > 0 ? `: ${named.join('; ')}` : '';
  const doubt = concern.isUnsure ? 'may be what' : '';
  const sentence = `${concern.command} ${doubt}${doubt && ' '}${does}${what}.`;
  if (instead === undefined) return sentence;
  return `${sentence} ${advice(isPrisma8 && instead === 'dev' ? 'safe-migrate' : instead, concern, target)}`;
}

function advice(
  instead: NonNullable<(typeof dangers)[keyof typeof dangers]['instead']>,
  { migration }: Concern,
  target: CommandTarget,
): string {
  const name = migration !== undefined && /^[\w-]+$/.test(migration) ? migration : '<name>';
  switch (instead) {
    case 'status':
      return `This shows what is wrong, and what to do about it: ${ownCommand('status', target)}`;
    case 'dev':
      return `Instead: ${ownCommand('dev', target, '--name', name)}`;
    case 'safe-migrate':
      return `Instead: ${ownCommand('safe-migrate', target, '--name', name)}`;
    case 'lint':
      return `If that is meant, write it into a migration, of which this says what it does: ${ownCommand('lint', target)}`;
    case 'predict':
      return `This shows what it would drop, and changes nothing: ${ownCommand('predict', target)}`;
    case 'migration.ts':
      return `Take that out of its migration.ts first, and run that file with node; this shows what is left: ${ownCommand('lint', target)}`;
    case 'lint --fix':
      return `Take that out of it first: ${ownCommand('lint', target, '--fix')}`;
  }
}
