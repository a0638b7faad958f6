import type { ProjectFolders } from '../databases/known-state';

/**
 * The projects whose database a file may ask: those of the nearest folder above it that has one, else the only project of the
 * folder that is open, as in a monorepo whose packages share a schema. None where that is no project for PostgreSQL.
 *
 * @param uri of the file
 * @param workspaceFolder URI of the folder of the window that it is in
 */
export function projectsOfFile(
  uri: string,
  projects: readonly ProjectFolders[],
  workspaceFolder: string | undefined,
): readonly ProjectFolders[] {
  const isIn = (folder: string): boolean => uri.startsWith(`${folder}/`);
  const [nearest] = projects
    .map(({ root }) => root)
    .filter(isIn)
    .sort((a, b) => b.length - a.length);
  const isOfWindow = ({ root }: ProjectFolders): boolean => `${root}/`.startsWith(`${workspaceFolder}/`);
  const others = workspaceFolder === undefined ? [] : projects.filter(isOfWindow);
  const only = others.length === 1 ? others : [];
  const found = nearest === undefined ? only : projects.filter(({ root }) => root === nearest);
  return found.filter(({ otherProvider }) => otherProvider === undefined);
}

/** A project, and the folders in which files lie that projectsOfFile says to be its own. */
export interface SearchedFolders {
  readonly folder: string;
  /** Those below it that belong to other projects. */
  readonly without: readonly string[];
}

/** @param workspaceFolders URIs of the folders of the window */
export function searchedFolders(
  { root }: ProjectFolders,
  projects: readonly ProjectFolders[],
  workspaceFolders: readonly string[],
): SearchedFolders {
  const isIn = (inner: string, folder: string): boolean => `${inner}/`.startsWith(`${folder}/`);
  const around = workspaceFolders.find((folder) => isIn(root, folder));
  const isOnly = around !== undefined && projects.filter((one) => isIn(one.root, around)).length === 1;
  const folder = isOnly ? around : root;
  const others = projects
    .map((project) => project.root)
    .filter((other) => other !== root && isIn(other, folder));
  return { folder, without: [...new Set(others)] };
}
