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
