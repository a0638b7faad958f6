import type { SchemaFile } from '../../core/prisma-schema/declarations';
import type { ProjectHistory, SchemaChange } from '../../workflows/lint-source';
import type { ProjectPaths } from '../project/locate';
import { commitsThatAdded } from './added';
import { commitTree, objectCache, parseCommit } from './commit-tree';
import type { ReadObject } from './objects';
import { readSchema, schemaAt } from './schema-at';

/**
 * Answers ProjectHistory.schemaWhenAdded: one `git log` for all migrations of a call that were not asked for before.
 */
export function schemaWhenAdded(
  top: string,
  read: ReadObject,
  paths: ProjectPaths,
  toDisk: (file: string) => string,
): ProjectHistory['schemaWhenAdded'] {
  const asked = new Map<string, Promise<SchemaChange | undefined>>();

  async function ask(names: readonly string[]): Promise<Map<string, SchemaChange>> {
    const added = await commitsThatAdded(top, paths.migrations, names);
    const commits = new Set(names.flatMap((name) => added.get(name) ?? []));
    const changes = new Map<string, SchemaChange>();
    if (commits.size === 0) return changes;
    const schemaOf = schemaReader(read, paths, toDisk);
    const found = new Map(
      await Promise.all([...commits].map(async (id) => [id, await changeIn(id, read, schemaOf)] as const)),
    );
    for (const name of names) {
      const change = found.get(added.get(name) ?? '');
      if (change) changes.set(name, change);
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

type SchemaOf = (tree: string) => Promise<readonly SchemaFile[] | undefined>;

function schemaReader(read: ReadObject, paths: ProjectPaths, toDisk: (file: string) => string): SchemaOf {
  const cache = objectCache();
  return async (tree) => {
    const files = commitTree(tree, read, cache);
    return await readSchema(files, await schemaAt(files, paths), toDisk);
  };
}

/**
 * Undefined where the clone lacks the texts, or the commit's parent: at a shallow clone's edge all files seem to come
 * in with one commit, so it says nothing about any of them.
 */
async function changeIn(id: string, read: ReadObject, schemaOf: SchemaOf): Promise<SchemaChange | undefined> {
  const object = await read(id);
  if (!object) return undefined;
  const commit = parseCommit(object);
  const [first] = commit.parents;
  const parent = first === undefined ? undefined : await read(first);
  if (first !== undefined && !parent) return undefined;
  const before = parent ? await schemaOf(parseCommit(parent).tree) : [];
  const after = await schemaOf(commit.tree);
  return before && after && { before, after };
}
