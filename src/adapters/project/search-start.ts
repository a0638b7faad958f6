import fs from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../core/human-error';

/** What one given path stands for, with the folder where the search begins. */
export type Start =
  | { readonly kind: 'migration'; readonly folder: string; readonly name: string }
  | { readonly kind: 'config'; readonly folder: string; readonly name: string }
  | { readonly kind: 'search'; readonly folder: string; readonly down: boolean };

/** Files that speak of a project as a whole. */
const projectFile =
  /(?:\.prisma|^(?:package\.json|drift-ignore\.json|migration-guard\.json|migration_lock\.toml|contract\.(?:json|ts)|prisma(?:7|-next)?(?:\.config)?\.[cm]?[jt]s))$/;

/** @throws HumanError for a path that is not there, and for a file of anything else */
export function startOf(given: string, file: string): Start {
  const stat = statOf(given, file);
  const folder = path.dirname(file);
  const name = path.basename(file);
  if (stat.isDirectory()) {
    return has(file, 'migration.sql') || has(file, 'ops.json')
      ? { kind: 'migration', folder, name }
      : { kind: 'search', folder: file, down: true };
  }
  if (name === 'migration.sql' || isOfPrisma8Migration(file)) {
    return { kind: 'migration', folder: path.dirname(folder), name: path.basename(folder) };
  }
  if (!projectFile.test(name) && /\.[cm]?[jt]s$/.test(name)) return { kind: 'config', folder, name };
  if (!projectFile.test(name)) {
    throw new HumanError(
      `${given} is neither a migration.sql nor part of a Prisma project's settings. Name a migration.sql, a migrations folder, a Prisma config or a project's folder.`,
    );
  }
  // That may be what the projects below extend.
  return { kind: 'search', folder, down: name === 'migration-guard.json' };
}

/** Whether the file is one of the three that make a migration of Prisma 8. */
function isOfPrisma8Migration(file: string): boolean {
  return (
    /^(?:ops\.json|migration\.(?:json|[cm]?ts))$/.test(path.basename(file)) &&
    has(path.dirname(file), 'ops.json')
  );
}

/** Whether the folder has that name in it, be it a link that leads nowhere. */
function has(folder: string, name: string): boolean {
  return fs.lstatSync(path.join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

function statOf(given: string, file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    const reason = error instanceof Error && !error.message.startsWith('ENOENT') ? ` (${error.message})` : '';
    throw new HumanError(`${given} could not be found${reason}. Check the path.`, { cause: error });
  }
}
