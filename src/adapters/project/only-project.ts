import fs from 'node:fs';
import { HumanError } from '../../core/human-error';
import type { LintSource } from '../../workflows/lint-source';
import type { FoundProject } from './find-projects';
import { pathFrom } from '../files/path-from';
import { noProjectHere } from './no-project';

/** What names a project; absolute paths. */
interface ProjectPaths {
  readonly migrations: string | undefined;
  readonly schema: string | undefined;
  readonly root: string;
}

/** @throws HumanError where there is not exactly one project */
export function onlyOpened<T extends { readonly source: LintSource }>(
  projects: readonly T[],
  cwd: string,
): T {
  return onlyProject(projects, cwd, ({ source: { migrationsFolder, schema, root } }) => ({
    migrations: migrationsFolder,
    schema: schema[0]?.file,
    root,
  }));
}

/** @throws HumanError where there is not exactly one project */
export function onlyFound(projects: readonly FoundProject[], cwd: string): FoundProject {
  return onlyProject(projects, cwd, pathsOnDisk);
}

/** A path for each that leads to it and to no other. */
export function namesOf(projects: readonly FoundProject[], cwd: string): string[] {
  return projects.map((project) => nameFrom(cwd, pathsOnDisk(project)));
}

const mostNames = 10;

/** `a, b and 3 more`: a repository may have very many projects. */
export function namesLabel(names: readonly string[]): string {
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

function pathsOnDisk({ tree, paths: { migrations, schema, root } }: FoundProject): ProjectPaths {
  return {
    migrations: tree.toDisk(migrations),
    schema: schema && tree.toDisk(schema.path),
    root: tree.toDisk(root),
  };
}

function onlyProject<T>(projects: readonly T[], cwd: string, pathsOf: (project: T) => ProjectPaths): T {
  const [first, second] = projects;
  if (first === undefined) throw noProjectHere();
  if (second === undefined) return first;
  const names = namesLabel(projects.map((project) => nameFrom(cwd, pathsOf(project))));
  throw new HumanError(`More than one Prisma project was found: ${names}. Name one with --project.`);
}

/**
 * A path that leads to this project and to no other: a project's folder may have other projects in it, its migrations
 * folder may not. It may not be there yet.
 */
function nameFrom(cwd: string, { migrations, schema, root }: ProjectPaths): string {
  const isThere = migrations !== undefined && fs.existsSync(migrations);
  return pathFrom(cwd, (isThere ? migrations : schema) ?? root);
}
