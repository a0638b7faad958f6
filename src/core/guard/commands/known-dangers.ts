import type { DangerId } from '../dangers';
import { programName } from '../shell/simple-command';
import type { Word } from '../shell/word';
import type { Judge } from './judge';

interface KnownDanger {
  readonly programs: readonly string[];
  /** Subcommands, one behind the other. */
  readonly words?: readonly string[];
  /** One of them has to be there. */
  readonly options?: readonly string[];
  readonly danger: DangerId;
}

/** Programs besides Prisma and psql that lose data. */
const table: readonly KnownDanger[] = [
  { programs: ['dropdb'], danger: 'database' },
  { programs: ['pg_restore'], options: ['-c', '--clean'], danger: 'clean restore' },
  {
    programs: ['docker', 'podman'],
    words: ['compose', 'down'],
    options: ['-v', '--volumes'],
    danger: 'volumes',
  },
  { programs: ['docker', 'podman'], words: ['compose', 'rm'], options: ['-v'], danger: 'volumes' },
  {
    programs: ['docker-compose', 'podman-compose'],
    words: ['down'],
    options: ['-v', '--volumes'],
    danger: 'volumes',
  },
  { programs: ['docker', 'podman'], words: ['volume', 'rm'], danger: 'volumes' },
  { programs: ['docker', 'podman'], words: ['volume', 'prune'], danger: 'volumes' },
  { programs: ['docker', 'podman'], words: ['system', 'prune'], options: ['--volumes'], danger: 'volumes' },
  { programs: ['supabase'], words: ['db', 'reset'], options: ['--linked', '--db-url'], danger: 'database' },
  { programs: ['supabase'], words: ['db', 'reset'], danger: 'hosted database' },
  { programs: ['supabase'], words: ['stop'], options: ['--no-backup'], danger: 'hosted database' },
  { programs: ['heroku'], words: ['pg:reset'], danger: 'database' },
  { programs: ['neon', 'neonctl'], words: ['reset'], danger: 'hosted database' },
  { programs: ['neon', 'neonctl'], words: ['delete'], danger: 'hosted database' },
  { programs: ['railway'], words: ['volume', 'delete'], danger: 'hosted database' },
  { programs: ['fly', 'flyctl'], words: ['volumes', 'destroy'], danger: 'hosted database' },
  { programs: ['aws'], words: ['rds', 'delete-db-instance'], danger: 'hosted database' },
  { programs: ['aws'], words: ['rds', 'delete-db-cluster'], danger: 'hosted database' },
  { programs: ['gcloud'], words: ['sql', 'databases', 'delete'], danger: 'hosted database' },
  { programs: ['gcloud'], words: ['sql', 'instances', 'delete'], danger: 'hosted database' },
  { programs: ['kubectl', 'oc'], words: ['delete', 'pvc'], danger: 'volumes' },
];

export const judgeKnownDangers: Judge = ({ words: [program, ...args] }, context) => {
  if (program === undefined) return false;
  const name = programName(program);
  if (args.some(({ text }) => text === '--help')) return false;
  const found = table.find(
    ({ programs, words = [], options }) =>
      programs.includes(name) &&
      followEachOther(args, words) &&
      (options?.some((one) => isGiven(args, one)) ?? true),
  );
  if (!found) return false;
  context.add(found.danger, { command: [name, ...(found.words ?? [])].join(' ') });
  return true;
};

/** In this order; options and their values may stand between. */
function followEachOther(args: readonly Word[], wanted: readonly string[]): boolean {
  let from = 0;
  return wanted.every((word) => {
    const at = args.findIndex(({ text }, position) => position >= from && text === word);
    from = at + 1;
    return at >= 0;
  });
}

/** Whether an option is there; one letter may stand among others: `-fv`. */
function isGiven(args: readonly Word[], option: string): boolean {
  const letter = /^-(\w)$/.exec(option)?.[1];
  return args.some(({ text }) =>
    letter === undefined
      ? text === option || text.startsWith(`${option}=`)
      : /^-[a-zA-Z]+$/.test(text) && text.includes(letter),
  );
}
