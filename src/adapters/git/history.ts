import { HumanError } from '../../core/human-error';
import type { MigrationFile, ProjectHistory } from '../../workflows/lint-source';
import type { MigrationArchive, MissingMigrations } from '../../workflows/migration-archive';
import { openDiskTree, type DiskTree } from '../files/disk-tree';
import { readGuardFile } from '../project/guard-file';
import type { ProjectPaths } from '../project/locate';
import { configPaths, driftIgnorePaths } from '../project/read-project';
import { migrationArchive } from './archive';
import { type BaseChoice, resolveBase } from './base';
import type { Base } from './compared';
import { pathFrom } from '../files/path-from';
import type { Prisma8Paths } from '../project/prisma8-paths';
import { pathInside, realPathOf } from '../files/real-path';
import { commitTree, objectCache, parseCommit } from './commit-tree';
import { missingMigrations } from './missing-migrations';
import { type CommitFile, migrationsAt, suspects, withLineFeeds } from './migrations-at';
import { isPartialClone } from './partial-clone';
import { prisma8MigrationsAt } from './prisma8-at';
import { GitRefused, objectReader, type ReadObject } from './objects';
import { repositoryProject, type RepositoryProject } from './repository-project';
import { GitMissing } from './run';
import { schemaWhenAdded } from './schema-when-added';
import { filesOf, formerMigrationsFolder } from './former-folder';
import { readSchema, schemaAt } from './schema-at';

/** A project's history, if there is one, and what a person should know about it. */
export interface OpenedHistory {
  /**
   * The history, given the migrations that the project has now. Each question is put to git when it is first asked, and
   * once; its answer then stays, so a new look at a changed repository needs a new history.
   */
  readonly history: ((now: readonly MigrationFile[]) => ProjectHistory) | undefined;
  /** There wherever the history is. */
  readonly archive?: MigrationArchive;
  readonly missing?: MissingMigrations;
  readonly notices: readonly string[];
}

/**
 * Finds the base against which the history of each project can be opened. Projects of one repository share what git says,
 * so this is for one look at them.
 *
 * @returns a function that gives no history outside a git work tree, and without git, and throws HumanError for a base that
 *   is wanted and cannot be used
 */
export function historyFinder(
  choice: BaseChoice,
): (tree: DiskTree, paths: ProjectPaths) => Promise<OpenedHistory> {
  const repositories = new Map<string, Asked>();
  return async (tree, paths) => {
    const repository = repositoryProject(tree, paths);
    if (!repository) {
      return without(choice.wanted, 'this folder is not in a git work tree', [withoutGitNotice]);
    }
    const { top } = repository;
    const asked = repositories.get(top) ?? askRepository(top, choice);
    repositories.set(top, asked);
    return await findHistory(repository, asked, choice);
  };
}

/** A repository that git was asked about. */
interface Asked {
  readonly read: ReadObject;
  readonly base: Promise<Base>;
}

function askRepository(top: string, choice: BaseChoice): Asked {
  const read = objectReader(top);
  return { read, base: resolveBase(top, read, choice) };
}

async function findHistory(
  repository: RepositoryProject,
  { read, base: asked }: Asked,
  choice: BaseChoice,
): Promise<OpenedHistory> {
  const { wanted } = choice;
  try {
    const base = await asked;
    return {
      history: (now) =>
        historyAgainst(base, read, repository, repositoryFrom(choice.cwd, repository.top), now),
      archive: migrationArchive(repository.top, repository.paths.migrations, read),
      missing: missingMigrations(repository.top, repository.paths.migrations, read),
      notices: isPartialClone(repository.top) ? [...base.notices, partialCloneNotice] : base.notices,
    };
  } catch (error) {
    if (error instanceof GitMissing) return without(wanted, error.message, [withoutGitNotice]);
    if (!(error instanceof GitRefused)) throw error;
    return without(wanted, `git says: ${error.message}`, [
      `Without git every migration counts as new. git says: ${error.message.replaceAll(/\s+/g, ' ')}`,
    ]);
  }
}

/** The repository's folder as seen from the working directory; undefined where that lies in it, or is not known. */
function repositoryFrom(cwd: string | undefined, top: string): string | undefined {
  if (cwd === undefined) return undefined;
  const here = realPathOf(cwd);
  return pathInside(top, here) === undefined ? pathFrom(here, top) : undefined;
}

/** What it lacks is not fetched: its config says with which program. */
const partialCloneNotice =
  'This is a partial clone: files of other commits that it has not fetched count as absent. git fetch --refetch --no-filter gets them.';

const withoutGitNotice =
  'Without git it is not known which migrations are applied already: every one counts as new.';

function without(wanted: string | undefined, reason: string, notices: readonly string[]): OpenedHistory {
  if (wanted !== undefined) throw new HumanError(`--base ${wanted} needs git, and ${reason}.`);
  return { history: undefined, notices };
}

function historyAgainst(
  { commit: base, isAncestor }: Base,
  read: ReadObject,
  { top, paths, toDisk }: RepositoryProject,
  repository: string | undefined,
  now: readonly MigrationFile[],
): ProjectHistory {
  const baseTree = once(async () => {
    if (base === undefined) return undefined;
    const object = await read(base);
    if (!object) throw new HumanError(`git cannot find the commit ${base}. Run git fsck.`);
    return commitTree(parseCommit(object).tree, read, objectCache());
  });
  const basePaths = once(async () => {
    const files = await baseTree();
    if (base === undefined || paths.prisma8) return paths;
    if ((await files?.list(paths.migrations)) !== undefined) return paths;
    const names = new Set(now.map(({ name }) => name));
    const former = formerMigrationsFolder(await filesOf(top, base), names);
    return former === undefined ? paths : { migrations: former, schema: undefined };
  });
  const migrationsAtBase = once(async () => {
    const files = await baseTree();
    return files
      ? await migrationsAt(files, (await basePaths()).migrations, now)
      : new Map<string, CommitFile>();
  });
  const atBase = once(async () => {
    const [files, then] = await Promise.all([baseTree(), basePaths()]);
    if (!files) return { schema: undefined, driftIgnore: undefined };
    const schema = await schemaAt(files, then);
    const texts = await Promise.all(
      driftIgnorePaths({ ...then, schema }).map(async (file) => files.read(file)),
    );
    return {
      schema: (await readSchema(files, schema, toDisk)) ?? [],
      driftIgnore: texts.find((text) => text !== undefined),
    };
  });

  const committed = once(async () => {
    const head = await read('HEAD');
    if (!head) return new Set<string>();
    const tree = commitTree(parseCommit(head).tree, read, objectCache());
    return new Set((await migrationsAt(tree, paths.migrations, now)).keys());
  });
  const isKnown = async (name: string): Promise<boolean> =>
    (await committed()).has(name) || (await migrationsAtBase()).has(name);

  const history: ProjectHistory = {
    base,
    repository,
    settled: once(async () => new Set((await migrationsAtBase()).keys())),
    changedSinceBase: async (now) => {
      const names = new Set(now.map(({ name }) => name));
      const inQuestion = suspects(await migrationsAtBase(), now).filter(
        ({ name }) => isAncestor || names.has(name),
      );
      if (inQuestion.length === 0) return [];
      const before = await Promise.all(
        inQuestion.map(async ({ name, file }) => ({
          name,
          file: toDisk(file.path),
          committedAs: file.path,
          text: (await read(file.id))?.content.toString('utf8'),
        })),
      );
      const texts = new Map(now.map(({ name, text }) => [name, withLineFeeds(text)]));
      // What a partial clone lacks is not known to have changed.
      return before.flatMap(({ text, ...rest }) =>
        text === undefined || texts.get(rest.name) === withLineFeeds(text) ? [] : [{ ...rest, text }],
      );
    },
    committed,
    schemaAtBase: async () => (await atBase()).schema,
    driftIgnoreAtBase: async () => (await atBase()).driftIgnore,
    guardConfigAtBase: once(async () => {
      const files = await baseTree();
      if (!files) return undefined;
      const then = { ...paths, ...(await basePaths()) };
      // What a package said then, git does not know.
      const packages = openDiskTree(top);
      return await readGuardFile({ tree: files, packages, identify: toDisk }, configPaths(then));
    }),
    schemaWhenAdded: schemaWhenAdded(top, read, paths, toDisk, isKnown),
  };
  return paths.prisma8 ? { ...history, ...historyOfPrisma8(paths.prisma8) } : history;

  /** Its migrations are other files, and each is kept with the contracts around it. */
  function historyOfPrisma8(
    prisma8: Prisma8Paths,
  ): Pick<ProjectHistory, 'settled' | 'changedSinceBase' | 'committed'> {
    const { migrations } = paths;
    const at = once(async () => {
      const files = await baseTree();
      return files
        ? await prisma8MigrationsAt(files, { migrations, prisma8 }, toDisk)
        : new Map<string, never>();
    });
    return {
      settled: once(async () => new Set((await at()).keys())),
      changedSinceBase: async (present) => {
        // What lies on another way to the contract is there, too.
        const texts = new Map([...now, ...present].map(({ name, text }) => [name, text]));
        return [...(await at()).values()].filter(
          ({ name, text }) => (isAncestor || texts.has(name)) && texts.get(name) !== text,
        );
      },
      committed: once(async () => {
        const head = await read('HEAD');
        if (!head) return new Set<string>();
        const tree = commitTree(parseCommit(head).tree, read, objectCache());
        return new Set((await prisma8MigrationsAt(tree, { migrations, prisma8 }, toDisk)).keys());
      }),
    };
  }
}

/** The function's first answer, for every later call too. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
