import { basename } from 'node:path';
import { pathFrom } from '../../adapters/files/path-from';

/** Where a project is: its folder, and its migrations, absolute. */
interface ProjectPlace {
  readonly root: string;
  readonly migrationsFolder?: string | undefined;
}

/**
 * What a project is called among others, as seen from the working directory. Several may have one package.json above them,
 * and of `.` or `..` nobody knows what it is called: then by its migrations.
 */
export function projectLabel(
  { root, migrationsFolder }: ProjectPlace,
  all: readonly ProjectPlace[],
  cwd: string,
): string {
  const isAlone = all.filter((other) => other.root === root).length === 1;
  const label = pathFrom(cwd, root);
  if (isAlone && !/^[./]*$/.test(label)) return label;
  if (migrationsFolder === undefined) return basename(root);
  const migrations = pathFrom(cwd, migrationsFolder);
  return /^[./]*$/.test(migrations) ? basename(migrationsFolder) : migrations;
}
