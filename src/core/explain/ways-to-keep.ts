import { ownCommand, type CommandTarget } from '../command-target';

/** Something to do so that what is protected stays, or comes back. */
export interface WayToKeep {
  readonly way: 'lint' | 'safe-migrate' | 'declare' | 'list' | 'restore' | 'predict';
  readonly command: string;
  /** What the command does: completes the command to a sentence, or two. */
  readonly does: string;
}

/** What there is to do about one thing. */
interface Kept {
  /** By which `restore` finds it. */
  readonly name: string;
  /** The attribute that makes Prisma leave an index alone, where schema.prisma can have it and does not. */
  readonly declaration?: { readonly attribute: string; readonly price: string | undefined } | undefined;
  /** A migration that takes it away and is new. */
  readonly takenBy: string | undefined;
  /** Whether `init` would write it into drift-ignore.json. */
  readonly isListable: boolean;
  /** Whether it is in a project of Prisma 8, whose files only `migration.ts` and people write. */
  readonly isPrisma8: boolean;
}

/** @param target with the project; none of this is about a certain environment */
export function waysToKeep(
  { name, declaration, takenBy, isListable, isPrisma8 }: Kept,
  target: CommandTarget,
): WayToKeep[] {
  const ways: WayToKeep[] = [];
  if (takenBy !== undefined) {
    ways.push({
      way: 'lint',
      command: ownCommand('lint', target),
      does: `says what to do about ${takenBy}, which takes it away.`,
    });
  }
  ways.push({
    way: 'safe-migrate',
    command: ownCommand('safe-migrate', target, '--name', '<name>'),
    does: 'writes the next migration so that it stays.',
  });
  if (isPrisma8) {
    ways.push({
      way: 'predict',
      command: ownCommand('predict', target),
      does: 'says whether db update would drop it.',
    });
    return ways;
  }
  if (declaration) {
    const { attribute, price } = declaration;
    ways.push({
      way: 'declare',
      command: ownCommand('init', target, '--declare'),
      does: `declares it in schema.prisma as ${attribute}, so that Prisma leaves it alone.${price === undefined ? '' : ` ${price}`}`,
    });
  }
  if (isListable) {
    ways.push({
      way: 'list',
      command: ownCommand('init', target),
      does: 'lists it in drift-ignore.json, with its SQL and what it is for.',
    });
  }
  ways.push({
    way: 'restore',
    command: ownCommand('restore', target, name),
    does: 'prints what brings it back into a database that has lost it.',
  });
  return ways;
}
