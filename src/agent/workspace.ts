import path from 'node:path';
import { pathInside, realPathIfThere, realPathOf } from '../adapters/files/real-path';
import { findProjects, type FoundProject } from '../adapters/project/find-projects';
import { namesOf } from '../adapters/project/only-project';
import { append } from '../core/append';
import { HumanError } from '../core/human-error';
import { namesLabel } from './report';

/** An agent pays for every name. */
const mostNames = 10;

/** A folder in which the tools may work. */
export interface Root {
  /** Absolute. */
  readonly folder: string;
  /** Whether a person trusts what is in it, so that its code may run. */
  readonly isTrusted: boolean;
}

/** The one project that a tool works on. */
export interface ChosenProject {
  /** The root that it is in: paths in answers start there. */
  readonly root: Root;
  /** A path from the root that leads to it and to no other; undefined where that is the root itself. */
  readonly name: string | undefined;
  /** The project's own folder, absolute. */
  readonly folder: string;
}

/**
 * Finds the project that a tool's input means. Nothing outside of the roots is chosen, whatever leads there: a path, a
 * link, a search upwards, or a config that has its migrations elsewhere.
 *
 * @param given a path, relative to a root or absolute; undefined for the only project that there is
 * @throws HumanError where it is outside, where there is none, and where there are several
 */
export async function chooseProject(
  roots: readonly Root[],
  given: string | undefined,
): Promise<ChosenProject> {
  if (roots.length === 0) {
    throw new HumanError(
      'No folder is open. Open one in the client, or start the server in the project or with --root.',
    );
  }
  const inside =
    given === undefined ? roots.map((root) => ({ root, start: root.folder })) : startsOf(roots, given);
  const projects: ChosenProject[] = [];
  for (const { root, start } of inside) append(projects, await projectsAt(root, start));
  const [first, second] = projects;
  if (first === undefined) {
    throw new HumanError(
      `No Prisma project was found in ${rootsLabel(roots)}${given === undefined ? '' : ` at ${given}`}.`,
    );
  }
  if (second !== undefined) {
    const names = namesLabel(
      projects.map(({ name = '.' }) => name),
      mostNames,
    );
    throw new HumanError(`There are several Prisma projects. Give one of these as "project": ${names}.`);
  }
  return first;
}

/** The project around a folder, as for the command line; those below it where it is in none. */
async function projectsAt(root: Root, start: string): Promise<ChosenProject[]> {
  const find = async (nearest: boolean): Promise<FoundProject[]> =>
    (await findProjects([start], root.folder, { nearest })).filter((project) => isInside(root, project));
  const all = await find(false);
  const [only] = all;
  if (only && all.length === 1) return [chosenOf(root, only, isAlone(root, start, only))];
  const around = await find(true);
  // The search upwards may have ended outside.
  return (around.length > 0 ? around : all).map((project) => chosenOf(root, project, false));
}

/** @param isFound whether every command finds it by itself in the root */
function chosenOf(root: Root, project: FoundProject, isFound: boolean): ChosenProject {
  const [name] = namesOf([project], root.folder);
  const folder = project.tree.toDisk(project.paths.root);
  return { root, name: isFound ? undefined : name, folder };
}

function startsOf(roots: readonly Root[], given: string): { readonly root: Root; readonly start: string }[] {
  // A NUL would make the file system throw.
  const real = given.includes('\0')
    ? []
    : roots.flatMap((root) => {
        const start = realPathIfThere(path.resolve(root.folder, given));
        const isIn = start !== undefined && pathInside(realPathOf(root.folder), start) !== undefined;
        return isIn ? [{ root, start }] : [];
      });
  const [first] = real;
  if (first === undefined) {
    throw new HumanError(
      `${JSON.stringify(given.slice(0, 200))} is not in ${rootsLabel(roots)}, and nothing outside of it is looked at.`,
    );
  }
  return [first];
}

function isInside({ folder }: Root, { tree, paths: { root, migrations, schema } }: FoundProject): boolean {
  const real = realPathOf(folder);
  return [root, migrations, ...(schema ? [schema.path] : [])].every(
    (one) => pathInside(real, realPathOf(tree.toDisk(one))) !== undefined,
  );
}

/** Whether the only project that was found from the root is that of the root itself: the search upwards ends at once there. */
function isAlone(
  { folder }: Root,
  start: string,
  { tree, paths: { root, migrations } }: FoundProject,
): boolean {
  const real = realPathOf(folder);
  return (
    real === realPathOf(start) &&
    real === realPathOf(tree.toDisk(root)) &&
    tree.list(migrations) !== undefined
  );
}

function rootsLabel(roots: readonly Root[]): string {
  return roots.map(({ folder }) => folder).join(' or ');
}
