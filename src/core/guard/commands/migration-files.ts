import { programName, type SimpleCommand } from '../shell/simple-command';
import type { Word } from '../shell/word';
import type { Judge } from './judge';

const removers: ReadonlySet<string> = new Set([
  'rm',
  'rmdir',
  'unlink',
  'shred',
  'trash',
  'rimraf',
  'mv',
  'del-cli',
]);
const gitRemovers: ReadonlySet<string> = new Set(['rm', 'mv', 'checkout', 'restore', 'clean']);

/** What takes away migrations, or the folder of a database. */
export const judgeRemovers: Judge = (command, context) => {
  const { words } = command;
  const [program, ...args] = words;
  if (program === undefined) return false;
  const name = programName(program);
  if (removers.has(name)) {
    judgeRemoved(command, name, args, context);
    return true;
  }
  if (name === 'find') {
    const removes = args.some(({ text }) => text === '-delete' || /^(?:rm|unlink|shred)$/.test(text));
    if (removes) judgeRemoved(command, 'find', args, context);
    return false;
  }
  const verb = name === 'git' ? args.find(({ text }) => gitRemovers.has(text)) : undefined;
  if (!verb || args.some(({ text }) => /^(?:-\w*n\w*|--dry-run|-b|-B)$/.test(text))) return false;
  const behind = args.slice(args.indexOf(verb) + 1);
  const isAll = verb.text === 'clean' && behind.every(({ text }) => text.startsWith('-'));
  if (isAll) context.add('migration files', { command: 'git clean' });
  else judgeRemoved(command, `git ${verb.text}`, behind, context);
  return true;
};

/** What shows that migrations are in a folder of Prisma's, and in a package. */
const ofPrisma = ['schema.prisma', 'migrations/migration_lock.toml'];
const ofPackage = ofPrisma.map((file) => `prisma/${file}`);

function judgeRemoved(
  { scope }: SimpleCommand,
  name: string,
  args: readonly Word[],
  context: Parameters<Judge>[1],
): void {
  const paths = args
    .filter(({ text }) => !text.startsWith('-'))
    .map((word) => scope.resolve(word) ?? word.text);
  const isInside = (path: string): boolean =>
    scope.folder !== undefined && `${path}/`.startsWith(`${scope.folder.replaceAll('\\', '/')}/`);
  const kept = (path: string): readonly string[] =>
    isInside(path) && /rm$|rimraf/.test(name) ? [...ofPrisma, ...ofPackage] : ofPrisma;
  const slashed = paths.map((path) => path.replaceAll('\\', '/').replace(/\/\*?$/, ''));
  const hasMigrations = (path: string): boolean =>
    /(?:^|\/)migrations(?:\/|$)(?!(?:.*\/)?\.[^/*]*$|[^/*]*\.(?:md|txt|log|bak|orig|rej|tmp|swp)$)/i.test(
      path,
    ) || kept(path).some((file) => scope.files.read(`${path}/${file}`) !== undefined);
  if (slashed.some(hasMigrations)) context.add('migration files', { command: name });
  if (slashed.some((path) => /(?:^|\/)(?:pgdata|postgres(?:ql)?[-_]?data|postgresql)(?:\/|$)/i.test(path))) {
    context.add('data folder', { command: name });
  }
}

/** Programs that write into the files that they name. */
function isWriter(name: string, args: readonly Word[]): boolean {
  if (name === 'sed' || name === 'perl')
    return args.some(({ text }) => /^(?:-[a-z]*i|--in-place)/.test(text));
  return name === 'tee' || name === 'truncate';
}

/** What makes a migration of Prisma 8: what a person writes, and what that writes. */
const ofPrisma8 = /(?:^|\/)migrations\/(?:[^/]+\/)?([^/]+)\/(?:(?:ops|migration|\*)\.(json)|migration\.ts)$/;

/** What writes into migrations that are there. It may be more besides, so that others look at it, too. */
export const judgeRewrites: Judge = ({ words: [program, ...args], writes, scope }, context) => {
  const name = program === undefined ? '>' : programName(program);
  const files = [...writes.map(({ to }) => to), ...(isWriter(name, args) ? args : [])];
  for (const file of files) {
    const path = (scope.resolve(file) ?? file.text).replaceAll('\\', '/');
    const rewrites = /(?:^|\/)migrations\/([^/]+)\/(?:migration|\*)\.(?:sql|\*)$/.exec(path)?.[1];
    if (rewrites !== undefined) context.add('merged migration', { command: name, rewrites });
    const [, migration, kind] = ofPrisma8.exec(path) ?? [];
    if (migration === undefined) continue;
    if (kind === 'json') context.add('operation files', { command: name });
    else context.add('merged migration', { command: name, rewrites: migration });
  }
  return false;
};
