import { gitCommand, prismaCommand, type CommandTarget } from '../../core/command-target';
import type { Whereabouts } from '../../core/status/whereabouts';

/** Git itself shows as many letters of a commit's id. */
const idLetters = 9;

export function shortId(commit: string): string {
  return commit.slice(0, idLetters);
}

/** Where git has a migration that this checkout lacks, to follow its name; a sentence without its full stop. */
export function whereaboutsLabel(where: Whereabouts, { repository }: CommandTarget): string {
  switch (where.kind) {
    case 'head':
      return `deleted here but not committed: ${gitCommand(repository, 'restore', '--source=HEAD', '--', `:/${where.path}`)} brings it back`;
    case 'branch':
      return `it is on branch ${where.branch}, as ${where.path}`;
    case 'removed':
      return `removed in commit ${shortId(where.commit)}`;
    case 'renamed':
      return `renamed to ${where.to} in commit ${shortId(where.commit)}: give the folder its old name, else Prisma applies it again`;
    case 'renamed-here':
      return `renamed here to ${where.to}, which is not committed: give the folder its old name, else Prisma applies it again`;
    case 'squashed':
      return `squashed into ${among(where.into)} in commit ${shortId(where.commit)}`;
    case 'commit':
      return `only commit ${shortId(where.commit)} has it, which no branch shows any more: ${gitCommand(repository, 'restore', `--source=${shortId(where.commit)}`, '--', `:/${where.path}`)} brings it back`;
  }
}

/** What to do where the migrations in the place of squashed ones are not applied; sentences without their full stop. */
export function squashAdvice(unmarked: readonly string[], target: CommandTarget): string[] {
  return unmarked.map(
    (name) =>
      `${name} is not marked as applied here: if this database has what it makes, ${prismaCommand(target, 'migrate', 'resolve', '--applied', name)}`,
  );
}

function among([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
