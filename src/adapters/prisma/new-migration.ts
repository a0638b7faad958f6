import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';
import { decodeText, isMissing, readRegularFile, reasonOf } from '../files/regular-file';

/** Names of the folders among the migrations; empty where there are no migrations yet. */
export function foldersIn(migrations: string): ReadonlySet<string> {
  try {
    const entries = readdirSync(migrations, { withFileTypes: true });
    return new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  } catch (error) {
    if (isMissing(error)) return new Set();
    throw new HumanError(`${migrations} could not be read: ${reasonOf(error)}.`, { cause: error });
  }
}

/**
 * The folders that Prisma has made since: those that were not there before, and that have the name it gives. What
 * somebody else puts there meanwhile, such as a git pull, is not ours.
 */
function newFolders(migrations: string, before: ReadonlySet<string>, label: string): string[] {
  const isOurs = (name: string): boolean => /^\d{14}_/.test(name) && name.slice(15) === label;
  return [...foldersIn(migrations)].filter((name) => !before.has(name) && isOurs(name));
}

/** Takes those folders away again. Never throws: it is called when things have gone wrong already. */
export function removeNewFolders(migrations: string, before: ReadonlySet<string>, label: string): void {
  try {
    for (const name of newFolders(migrations, before, label)) {
      rmSync(path.join(migrations, name), { recursive: true, force: true });
    }
  } catch {
    // A folder that cannot be listed cannot be cleaned.
  }
}

/** What Prisma wrote, which is taken out of the project until it is known to be harmless. */
export interface TakenMigration {
  readonly name: string;
  readonly sql: string;
}

/**
 * Reads the one new migration and takes its folder away.
 *
 * @returns undefined where there is none
 * @throws HumanError where it cannot be read, or there are several
 */
export function takeNewMigration(
  migrations: string,
  before: ReadonlySet<string>,
  label: string,
): TakenMigration | undefined {
  const [name, ...others] = newFolders(migrations, before, label);
  if (name === undefined) return undefined;
  if (others.length > 0) {
    throw new HumanError(
      `There is more than one new migration: ${[name, ...others].join(', ')}. Somebody else is making one too: check them, and try again.`,
    );
  }
  const folder = path.join(migrations, name);
  try {
    const sql = decodeText(readRegularFile(path.join(folder, 'migration.sql')));
    rmSync(folder, { recursive: true });
    return { name, sql };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new HumanError(`What Prisma wrote into ${folder} could not be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}
