import { HumanError } from '../../core/human-error';
import type { ProjectHistory } from '../../workflows/lint-source';
import type { DiskTree } from '../disk-tree';
import type { FileTree } from '../file-tree';
import type { ProjectPlace } from '../locate';
import { driftIgnorePlaces } from '../read-project';
import { migrationName } from './added';
import { type Base, type BaseChoice, resolveBase } from './base';
import { type CommitFile, suspects, withLineFeeds } from './changed';
import { commitTree, objectCache, parseCommit } from './commit-tree';
import { GitRefused, withObjects } from './objects';
import { repositoryPlace, type RepositoryPlace } from './repository-place';
import { git, GitMissing } from './run';
import { schemaWhenAdded } from './schema-when-added';
import { formerMigrationsFolder, readSchema, schemaAt } from './schema-at';

/** A project's history, if there is one, and what a person should know about it. */
export interface OpenedHistory {
  readonly history: ProjectHistory | undefined;
  readonly notices: readonly string[];
}

/**
 * Finds the base and opens the project's history against it. Each question is put to git when it is first asked, and
 * once; its answer then stays, so a new look at a changed repository needs a new history.
 *
 * @param names the migrations that the project has now
 * @returns no history outside a git work tree, without git, and before the first commit
 * @throws HumanError for a base that is wanted and cannot be used
 */
export async function openHistory(
  tree: DiskTree,
  place: ProjectPlace,
  names: readonly string[],
  choice: BaseChoice = {},
): Promise<OpenedHistory> {
  const { wanted } = choice;
  const repository = repositoryPlace(tree, place);
  if (!repository) return without(wanted, 'this folder is not in a git work tree', [WITHOUT_GIT]);
  try {
    const [base, partial] = await Promise.all([
      resolveBase(repository.top, choice),
      partialNotices(repository.top),
    ]);
    if (!base) return { history: undefined, notices: [] };
    const history = historyAgainst(base, repository, new Set(names));
    return { history, notices: [...base.notices, ...partial] };
  } catch (error) {
    if (error instanceof GitMissing) return without(wanted, error.message, [WITHOUT_GIT]);
    if (!(error instanceof GitRefused)) throw error;
    return without(wanted, `git says: ${error.message}`, [
      `Without git every migration counts as new. git says: ${error.message.replaceAll(/\s+/g, ' ')}`,
    ]);
  }
}

/** What a partial clone lacks is not fetched: its config says with which program. */
async function partialNotices(top: string): Promise<string[]> {
  const { stdout } = await git(top, ['config', '--get-regexp', String.raw`^remote\..*\.promisor$`]);
  if (!/ true$/m.test(stdout)) return [];
  return [
    'This is a partial clone: files of other commits that it has not fetched count as absent. git fetch --refetch --no-filter gets them.',
  ];
}

const WITHOUT_GIT =
  'Without git it is not known which migrations are applied already: every one counts as new.';

function without(wanted: string | undefined, reason: string, notices: readonly string[]): OpenedHistory {
  if (wanted !== undefined) throw new HumanError(`--base ${wanted} needs git, and ${reason}.`);
  return { history: undefined, notices };
}

function historyAgainst(
  { commit: base, isAncestor }: Base,
  { top, place, toDisk }: RepositoryPlace,
  names: ReadonlySet<string>,
): ProjectHistory {
  const basePlace = once(async () => {
    const files = await filesAt(top, base, place.migrations);
    if (files.length > 0) return { place, files };
    const all = await filesAt(top, base, '');
    const former = formerMigrationsFolder(
      all.map(({ path }) => path),
      names,
    );
    if (former === undefined) return { place, files };
    return { place: { migrations: former, schema: undefined }, files: all };
  });
  const atBase = once(async () => {
    const then = (await basePlace()).place;
    return await inCommit(top, base, async (files) => {
      const schema = await schemaAt(files, then);
      const texts: (string | undefined)[] = [];
      for (const file of driftIgnorePlaces({ ...then, schema })) texts.push(await files.read(file));
      return {
        schema: (await readSchema(files, schema, toDisk)) ?? [],
        driftIgnore: texts.find((text) => text !== undefined),
      };
    });
  });

  const migrationsAtBase = once(async () => {
    const { place: then, files } = await basePlace();
    const named = files.map((file) => [migrationName(file.path, then.migrations), file] as const);
    return new Map(named.flatMap(([name, file]) => (name === undefined ? [] : [[name, file] as const])));
  });

  return {
    base,
    settled: once(async () => new Set((await migrationsAtBase()).keys())),
    changedSinceBase: async (now) => {
      const texts = new Map(now.map(({ name, text }) => [name, withLineFeeds(text)]));
      const inQuestion = suspects(await migrationsAtBase(), now).filter(
        ({ name }) => isAncestor || texts.has(name),
      );
      if (inQuestion.length === 0) return [];
      return await withObjects(top, async (read) => {
        const before = await Promise.all(
          inQuestion.map(async ({ name, file }) => ({
            name,
            file: toDisk(file.path),
            text: (await read(file.id))?.content.toString('utf8'),
          })),
        );
        // What a partial clone lacks is not known to have changed.
        return before.flatMap(({ text, ...rest }) =>
          text === undefined || texts.get(rest.name) === withLineFeeds(text) ? [] : [{ ...rest, text }],
        );
      });
    },
    schemaAtBase: async () => (await atBase()).schema,
    driftIgnoreAtBase: async () => (await atBase()).driftIgnore,
    schemaWhenAdded: schemaWhenAdded(top, place, toDisk),
  };
}

async function inCommit<T>(top: string, id: string, work: (files: FileTree) => Promise<T>): Promise<T> {
  return await withObjects(top, async (read) => {
    const object = await read(id);
    if (!object) throw new HumanError(`git has lost the commit ${id}. Run git fsck.`);
    return await work(commitTree(parseCommit(object).tree, read, objectCache()));
  });
}

/** A commit's files in the folder. */
async function filesAt(top: string, commit: string, folder: string): Promise<CommitFile[]> {
  const paths = folder === '' ? [] : ['--', folder];
  const { code, stdout, stderr } = await git(top, ['ls-tree', '-r', '--full-tree', '-z', commit, ...paths]);
  if (code !== 0)
    throw new HumanError(`git could not list the files of the base ${commit}: ${stderr.trim()}`);
  return stdout.split('\0').flatMap((row) => {
    const [, id, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(row) ?? [];
    return id !== undefined && path !== undefined ? [{ id, path }] : [];
  });
}

/** The function's first answer, for every later call too. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
