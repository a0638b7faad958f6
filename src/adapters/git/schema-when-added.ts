import type { SchemaFile } from '../../core/prisma-schema/declarations';
import type { CameWith, HistoryCut, ProjectHistory } from '../../workflows/lint-source';
import type { ProjectPaths } from '../project/locate';
import { broughtBy, type CameIn, findCameIn, type Repository } from './came-in';
import { commitTree, objectCache, parseCommit } from './commit-tree';
import { cutCommits } from './cut-commits';
import type { ReadObject } from './objects';
import { fetchFiltered, isPartialClone } from './partial-clone';
import { fetchRest } from './shallow';
import { readSchema, schemaAt } from './schema-at';

/**
 * Answers ProjectHistory.schemaWhenAdded: one `git log` for all migrations of a call that were not asked for before.
 *
 * @param isKnown whether HEAD or the base has the migration, so that some commit must have brought it
 */
export function schemaWhenAdded(
  top: string,
  read: ReadObject,
  paths: ProjectPaths,
  toDisk: (file: string) => string,
  isKnown: (migration: string) => Promise<boolean>,
): ProjectHistory['schemaWhenAdded'] {
  const asked = new Map<string, Promise<CameWith | undefined>>();

  async function ask(names: readonly string[]): Promise<Map<string, CameWith>> {
    const cuts = cutCommits(top);
    const repository = { top, read, cache: objectCache(), cuts };
    const came = await findCameIn(repository, paths.migrations, names);
    const schemaOf = schemaReader(repository, paths, toDisk);
    const changes = new Map<string, CameWith>();
    const unknown = async (): Promise<HistoryCut> => await cutOf(top);
    const changesIn = new Map<string, Promise<CameWith>>();
    for (const name of names) {
      const where = came?.get(name);
      if (where) {
        const key = `${where.commit}:${where.folder}`;
        const change = changesIn.get(key) ?? changeIn(where, repository, schemaOf, unknown);
        changesIn.set(key, change);
        changes.set(name, await change);
      } else if (await isKnown(name)) changes.set(name, await unknown());
    }
    return changes;
  }

  return async (migrations) => {
    const fresh = migrations.filter((name) => !asked.has(name));
    if (fresh.length > 0) {
      const answer = ask(fresh);
      for (const name of fresh)
        asked.set(
          name,
          answer.then((changes) => changes.get(name)),
        );
    }
    const answers = await Promise.all(migrations.map(async (name) => [name, await asked.get(name)] as const));
    return new Map(answers.flatMap(([name, change]) => (change ? [[name, change] as const] : [])));
  };
}

/** What stands between us and a commit or a text that this clone does not have. */
async function cutOf(top: string): Promise<HistoryCut> {
  const rest = await fetchRest(top);
  if (rest !== undefined) return { cut: 'shallow', command: rest };
  return isPartialClone(top) ? { cut: 'partial', command: fetchFiltered } : { cut: 'beyond' };
}

type SchemaOf = (tree: string, folder: string) => Promise<readonly SchemaFile[] | undefined>;

function schemaReader(
  { read, cache }: Repository,
  paths: ProjectPaths,
  toDisk: (file: string) => string,
): SchemaOf {
  return async (tree, folder) => {
    const files = commitTree(tree, read, cache);
    const then = folder === paths.migrations ? paths : { migrations: folder, schema: undefined };
    return await readSchema(files, await schemaAt(files, then), toDisk);
  };
}

/** Where a commit has parents that are not here, it only seems to bring in what it has. */
async function changeIn(
  where: CameIn,
  repository: Repository,
  schemaOf: SchemaOf,
  unknown: () => Promise<HistoryCut>,
): Promise<CameWith> {
  const { read, cuts } = repository;
  const object = await read(where.commit);
  if (!object || cuts.get(where.commit) === 'shallow') return await unknown();
  const { tree, parents } = parseCommit(object);
  const [first] = cuts.has(where.commit) ? [] : parents;
  const parent = first === undefined ? undefined : await read(first);
  if (first !== undefined && !parent) return await unknown();
  const { migrations, folderBefore } = await broughtBy(repository, where);
  const before = parent ? await schemaOf(parseCommit(parent).tree, folderBefore) : [];
  const after = await schemaOf(tree, where.folder);
  if (!before || !after) return await unknown();
  if (migrations.size < 2) return { before, after };
  return { before, after, together: { commit: where.commit, migrations, isFirst: first === undefined } };
}
