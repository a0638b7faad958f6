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
      return `deleted here but not committed: ${restoreFrom('HEAD', where.path, repository)} brings it back`;
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
      return `only commit ${shortId(where.commit)} has it, which no branch shows any more: ${restoreFrom(shortId(where.commit), where.path, repository)} brings it back`;
  }
}

/** What brings it back, where that needs no thought; undefined where somebody has to decide. */
export function restoreCommand(where: Whereabouts, { repository }: CommandTarget): string | undefined {
  switch (where.kind) {
    case 'head':
      return restoreFrom('HEAD', where.path, repository);
    case 'commit':
      return restoreFrom(shortId(where.commit), where.path, repository);
    default:
      return undefined;
  }
}

function restoreFrom(commit: string, path: string, repository: string | undefined): string {
  return gitCommand(repository, 'restore', `--source=${commit}`, '--', `:/${path}`);
}

/** Marks a migration that was put in the place of squashed ones. */
export function squashedInto(name: string, target: CommandTarget): string {
  return prismaCommand(target, 'migrate', 'resolve', '--applied', name);
}

/** What to do where the migrations in the place of squashed ones are not applied; sentences without their full stop. */
export function squashAdvice(unmarked: readonly string[], target: CommandTarget): string[] {
  return unmarked.map(
    (name) =>
      `${name} is not marked as applied here: if this database has what it makes, ${squashedInto(name, target)}`,
  );
}

function among([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
