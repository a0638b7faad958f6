import type { UnreadFile } from '../../workflows/lint-source';
import { isWithin, nameOf, parentOf } from '../files/file-tree';
import type { FoundProject } from './find-projects';
import type { ProjectPaths } from './locate';
import { schemaFolder } from './schema-location';

/** What could not be read so far of what the project's result hangs on. */
export function unreadOf({ tree, paths }: FoundProject): UnreadFile[] {
  return tree.unread
    .filter(({ path: at }) => isPartOf(paths, at))
    .map(({ path: at, reason }) => ({
      file: tree.toDisk(at),
      reason,
      migration: migrationOf(at, paths.migrations),
    }));
}

/** A sentence for everything else that could not be read on the way to the projects. */
export function unreadElsewhere(projects: readonly FoundProject[]): string[] {
  const trees = new Set(projects.map(({ tree }) => tree));
  return [...trees].flatMap((tree) =>
    tree.unread
      .filter(({ path: at }) => !projects.some((each) => each.tree === tree && isPartOf(each.paths, at)))
      .map(({ path: at, reason }) => `${at || tree.root} could not be read: ${reason}.`),
  );
}

function isPartOf({ root, migrations, schema, prisma8 }: ProjectPaths, at: string): boolean {
  if (isWithin(at, prisma8?.spaces ?? migrations) || at === schema?.path) return true;
  const folders = [root, parentOf(migrations), ...(schema ? [schemaFolder(schema)] : [])];
  return folders.includes(parentOf(at)) && ownFile.test(nameOf(at));
}

/** What decides how the project is judged. */
const ownFile = /(?:\.prisma|^drift-ignore\.json|^migration-guard\.json)$/;

function isOfSchema({ schema }: ProjectPaths, at: string): boolean {
  return schema !== undefined && at.endsWith('.prisma') && isWithin(at, schema.path);
}

const ofMigration = /^(?:migration\.sql|migration\.json|ops\.json)$/;

/** The migration whose folder or script this is. */
function migrationOf(at: string, migrations: string): string | undefined {
  if (!at.startsWith(`${migrations}/`)) return undefined;
  const [name, file, ...more] = at.slice(migrations.length + 1).split('/');
  return more.length === 0 && (file === undefined || ofMigration.test(file)) ? name : undefined;
}

/** A sentence for each migration and each file of the schema with bytes that are not UTF-8. */
export function textNotices({ tree, paths }: FoundProject): string[] {
  return tree.notUtf8
    .filter((at) => migrationOf(at, paths.migrations) !== undefined || isOfSchema(paths, at))
    .map((at) => `${at} contains characters that are not UTF-8, which Prisma needs: save it as UTF-8.`);
}
