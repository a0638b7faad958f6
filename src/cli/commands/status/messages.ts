import { isApplied } from '../../../core/database/migration-row';
import { ownCommand, prismaCommand, type CommandTarget } from '../../../core/command-target';
import type { MigrationStatus } from '../../../core/status/migration-status';
import type { IndexDrop } from '../../../workflows/dropped-by';
import type { Prisma8Standing } from '../../../workflows/prisma8-applied';
import { restoreCommand, squashAdvice, squashedInto, whereaboutsLabel } from '../../output/whereabouts';
import { append } from '../../../core/append';

/** The name of a state, as a person reads it. */
export function stateWord({ state }: MigrationStatus): string {
  return state.replace('-', ' ');
}

/** What is to be known of one migration besides its state, each a sentence without its full stop; mostly none. */
export function remarks(status: MigrationStatus, target: CommandTarget, prisma8?: Prisma8Standing): string[] {
  const { state, row, attempts, outOfOrder, uncommitted } = status;
  const sentences: string[] = [];
  switch (state) {
    case 'marked':
      sentences.push('marked as applied by hand, its SQL may never have run here');
      break;
    case 'drifted':
      sentences.push(
        prisma8
          ? 'its ops.json or migration.json is not what was applied: their hash is another one'
          : `its file was changed after it was applied: ${ownCommand('check-drift', target)} shows how`,
      );
      break;
    case 'failed':
      append(sentences, [
        firstLine(row?.logs) ?? 'it failed without a message',
        ...failureAdvice(status, target),
      ]);
      break;
    case 'rolled-back':
      sentences.push('an attempt failed and was rolled back; it will be tried again');
      break;
    case 'missing':
      sentences.push('applied here, but this checkout has no such folder');
      if (status.where) sentences.push(whereaboutsLabel(status.where, target));
      break;
    case 'squashed':
      if (status.where) sentences.push(whereaboutsLabel(status.where, target));
      append(sentences, squashAdvice(status.unmarked ?? [], target));
      break;
    case 'empty':
      sentences.push(
        'the folder has no migration.sql, and Prisma stops there: delete it or bring the file back',
      );
      break;
    case 'not-needed':
      sentences.push('not on the way from where the database is to the contract');
      break;
    case 'applied':
    case 'pending':
  }
  if (outOfOrder) sentences.push('out of order: a later one is applied already');
  if (status.stray) sentences.push('applied for everybody, but not committed: nobody else has the file');
  else if (uncommitted && row && isApplied(row)) sentences.push('applied, but not committed yet');
  if (attempts > 1 && state === 'applied') sentences.push(`applied on attempt ${attempts}`);
  return sentences;
}

/** Of a command that helps with a migration, when it is right, to be read behind "once" or "if"; null where it always is. */
interface Remedy {
  readonly command: string;
  readonly when: string | null;
}

/** The commands among the remarks. */
export function remedies(status: MigrationStatus, target: CommandTarget): Remedy[] {
  const { state, name, left, where, unmarked = [] } = status;
  switch (state) {
    case 'failed': {
      const again = resolveCommand(target, '--rolled-back', name);
      if (left === 'undone') return [{ command: again, when: 'its SQL is corrected' }];
      return [
        { command: again, when: 'the database is as it was before' },
        { command: resolveCommand(target, '--applied', name), when: 'all of its changes are there' },
      ];
    }
    case 'missing': {
      const command = where && restoreCommand(where, target);
      return command === undefined ? [] : [{ command, when: null }];
    }
    case 'squashed':
      return unmarked.map((one) => ({
        command: squashedInto(one, target),
        when: 'this database has what it makes',
      }));
    default:
      return [];
  }
}

function resolveCommand(target: CommandTarget, how: '--rolled-back' | '--applied', name: string): string {
  return prismaCommand(target, 'migrate', 'resolve', how, name);
}

/** What is left of a failed one, and what to do then. */
function failureAdvice({ name, left }: MigrationStatus, target: CommandTarget): string[] {
  if (left === 'undone') {
    return [
      'PostgreSQL has undone all of it, because the whole file is one transaction',
      `correct what it refuses; the next deploy tries it again after ${resolveCommand(target, '--rolled-back', name)}`,
    ];
  }
  const known = {
    'all-or-nothing': [
      'it was interrupted: as the whole file is one transaction, all of it is there, or nothing',
    ],
    unknown: [
      'a part of it may be there: the file ends transactions itself, or has statements that work outside of one',
    ],
  };
  return [
    ...(left === undefined ? [] : known[left]),
    `if the database is as it was before, the next deploy tries it again after ${resolveCommand(target, '--rolled-back', name)}`,
    `if all of its changes are there: ${resolveCommand(target, '--applied', name)}`,
  ];
}

/** What PostgreSQL said, without what Prisma writes around it. */
function firstLine(logs: string | undefined): string | undefined {
  const lines = (logs ?? '').split('\n').map((line) => line.trim());
  const heading = /^(?:Database error:|ERROR:)\s*$/;
  const telling =
    lines.find((line) => /^ERROR: \S/.test(line)) ?? lines.find((line) => line !== '' && !heading.test(line));
  return telling === '' ? undefined : telling;
}

/** What took a missing index away, a sentence. */
export function dropSentence({ migration, intent, appliedAt }: IndexDrop): string {
  const day = appliedAt.replace(/T.*?( BC)?$/, '$1');
  const what = intent === 'generated' ? 'that Prisma generated' : 'written by hand';
  return `${migration} took it away on ${day}, by a statement ${what}.`;
}
