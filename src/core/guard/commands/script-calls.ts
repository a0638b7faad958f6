import { known, type Word } from '../shell/word';
import type { GuardFiles } from '../shell/scope';
import type { SimpleCommand } from '../shell/simple-command';
import { nearestPackage, packagesAround, packagesLike, workspaceTop, type Package } from './workspaces';

/** Runs tasks, which are scripts of the packages: each of the words may be one. */
export const taskRunners: ReadonlySet<string> = new Set(['turbo', 'nx', 'lerna']);

/** Options that name another folder. */
const folderOptions: ReadonlySet<string> = new Set(['--prefix', '-C', '--dir', '--cwd']);
/** Options that name packages of a workspace. */
const filterOptions: ReadonlySet<string> = new Set(
  '-w --workspace --filter -F --filter-prod --scope --project --projects'.split(' '),
);
/** What means all packages of a workspace. */
const everywhere: ReadonlyMap<string, RegExp> = new Map([
  ['npm', /^(?:-ws|--ws|--workspaces)$/],
  ['pnpm', /^(?:-r|--recursive|recursive|multi|m)$/],
  ['yarn', /^workspaces$/],
]);

/** How a package manager or a runner of tasks is called. */
export interface Called {
  /** Where it starts; undefined where that is not known. */
  readonly folder: string | undefined;
  /** The packages of which scripts are meant; undefined where the ones that it names are not found. */
  readonly packages: readonly Package[] | undefined;
  /** All but the options that say where. */
  readonly words: readonly Word[];
}

/** Takes out the options that say in which packages it is called. */
export function calledIn(name: string, { scope }: SimpleCommand, args: readonly Word[]): Called {
  let { folder } = scope;
  let isAll = taskRunners.has(name);
  let given: readonly Word[] = [];
  const filters: Word[] = [];
  const words: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (!word) break;
    if (word.text === '--' || isForScript(name, words)) {
      given = args.slice(at);
      break;
    }
    const [, option = word.text, inline] = /^(-[\w-]+)=(.*)$/s.exec(word.text) ?? [];
    const value = (): Word | undefined =>
      inline === undefined ? args[++at] : { text: inline, isKnown: word.isKnown };
    if (name === 'pnpm' && /^(?:-w|--workspace-root)$/.test(option)) {
      folder = folder === undefined ? undefined : workspaceTop(scope.files, folder);
    } else if (folderOptions.has(option)) folder = scope.resolve(value());
    else if (filterOptions.has(option) || isOfYarn(name, word, words)) filters.push(value() ?? known(''));
    else if (inline !== 'false' && everywhere.get(name)?.test(option)) isAll = true;
    else if (isKept(name, word, words)) words.push(word);
  }
  return { folder, packages: packagesOf(scope.files, folder, filters, isAll), words: [...words, ...given] };
}

/** Whether all that comes is for the script: npm alone takes options of its own behind the script's name. */
function isForScript(name: string, [first, ...others]: readonly Word[]): boolean {
  if (!/^(?:pnpm|yarn|bun)$/.test(name) || first === undefined) return false;
  return others.length > 0 || !/^(?:run|run-script|exec|x|dlx)$/.test(first.text);
}

/** `yarn workspace NAME run x` */
function isOfYarn(name: string, { text }: Word, words: readonly Word[]): boolean {
  return name === 'yarn' && text === 'workspace' && words.length === 0;
}

function isKept(name: string, { text }: Word, words: readonly Word[]): boolean {
  return text === '--run' || !text.startsWith('-') || words.length >= 2 || taskRunners.has(name);
}

function packagesOf(
  files: GuardFiles,
  folder: string | undefined,
  filters: readonly Word[],
  isAll: boolean,
): readonly Package[] | undefined {
  if (folder === undefined) return undefined;
  if (filters.length > 0) {
    const names = filters.flatMap(({ text }) => text.split(','));
    const found = new Set(names.flatMap((one) => packagesLike(files, folder, one)));
    return found.size === 0 ? undefined : [...found];
  }
  if (isAll) return packagesAround(files, folder);
  const nearest = nearestPackage(files, folder);
  return nearest ? [nearest] : [];
}

/** A script that may be called, of these packages. */
interface Task {
  readonly name: string;
  readonly packages: readonly Package[];
}

/** The tasks among the words of a runner: `build`, `a,b`, `@app/db#reset`, `db:reset`, and `-t` and its kin with a value. */
export function tasksIn(files: GuardFiles, { folder, packages, words }: Called): Task[] {
  return words.flatMap(({ text }): Task[] => {
    const values = /^-/.test(text) ? (/^(?:-t|--targets?)=(.*)$/.exec(text)?.[1] ?? '') : text;
    return values.split(',').flatMap((value): Task[] => {
      const [, owner, task] = /^(.+?)[#:](.+)$/.exec(value) ?? [];
      const whole = { name: value, packages: packages ?? [] };
      if (folder === undefined || owner === undefined || task === undefined) return [whole];
      const owners = owner === '//' ? packagesAround(files, folder).slice(0, 1) : undefined;
      return [whole, { name: task, packages: owners ?? packagesLike(files, folder, owner) }];
    });
  });
}
