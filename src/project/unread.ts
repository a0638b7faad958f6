import type { UnreadFile } from '../workflows/lint-source';
import { isWithin, nameOf, parentOf } from './file-tree';
import type { FoundProject } from './find-projects';
import { schemaFolder } from './schema-place';

/** What could not be read so far: files that the project's result hangs on, and sentences about others. */
export interface Unread {
  readonly unread: readonly UnreadFile[];
  readonly elsewhere: readonly string[];
}

/** Sorts what the tree could not read while the project was found and read. */
export function unreadOf({ tree, place }: FoundProject): Unread {
  const unread: UnreadFile[] = [];
  const elsewhere: string[] = [];
  const folders = [
    place.root,
    parentOf(place.migrations),
    ...(place.schema ? [schemaFolder(place.schema)] : []),
  ];
  for (const { place: at, reason } of tree.unread) {
    const file = tree.toDisk(at);
    const isOurs =
      isWithin(at, place.migrations) ||
      at === place.schema?.path ||
      (folders.includes(parentOf(at)) && ownFile.test(nameOf(at)));
    if (!isOurs) elsewhere.push(`${at || tree.root} could not be read: ${reason}.`);
    else unread.push({ file, reason, migration: migrationOf(at, place.migrations) });
  }
  return { unread, elsewhere };
}

/** What decides how the project is judged. */
const ownFile = /(?:\.prisma|^drift-ignore\.json|^migration-guard\.json)$/;

/** The migration whose folder or script this is. */
function migrationOf(at: string, migrations: string): string | undefined {
  if (!at.startsWith(`${migrations}/`)) return undefined;
  const [name, file, ...more] = at.slice(migrations.length + 1).split('/');
  return more.length === 0 && (file === undefined || file === 'migration.sql') ? name : undefined;
}

/** A sentence for each migration with bytes that are not UTF-8. */
export function textNotices({ tree, place }: FoundProject): string[] {
  return tree.notUtf8
    .filter((at) => migrationOf(at, place.migrations) !== undefined)
    .map((at) => `${at} has characters that are not UTF-8, as Prisma wants it: save it as UTF-8.`);
}
