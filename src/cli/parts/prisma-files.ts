import path from 'node:path';
import { HumanError } from '../../core/human-error';
import { configFileIn, type EnvironmentProject } from '../../adapters/environments/project';
import { onlyOpened } from '../../adapters/project/only-project';
import { openProjects, type OpenedProject } from '../../adapters/project/open-projects';

/** Files that the person named for Prisma. */
export interface NamedFiles {
  readonly schema?: string | undefined;
  readonly config?: string | undefined;
}

/**
 * Opens the one project that is meant. The config file decides which migrations a schema has, so it goes first.
 *
 * @param project a path of it; undefined is the working directory
 * @throws HumanError where there is not exactly one
 */
export async function openOnly(
  { project, schema }: NamedFiles & { readonly project: string | undefined },
  cwd: string,
): Promise<OpenedProject> {
  const open = async (paths: readonly string[]): Promise<OpenedProject> =>
    onlyOpened(await openProjects(paths, { cwd }), cwd);
  const found = await open(project === undefined ? [] : [project]);
  const configFile = schema === undefined ? undefined : configFileIn(found.source.root);
  return configFile === undefined ? found : await open([configFile]);
}

/**
 * The arguments by which Prisma takes the same files as we do.
 *
 * @throws HumanError where Prisma would take others, and with them maybe another database
 */
export function prismaFileArgs(
  { schema, config }: NamedFiles,
  place: EnvironmentProject,
  cwd: string,
): string[] {
  const args: string[] = [];
  if (schema !== undefined) {
    const wanted = path.resolve(cwd, schema);
    const isOurs = place.schema.some(({ file }) => file === wanted || file.startsWith(wanted + path.sep));
    if (!isOurs) throw new HumanError(`${schema} is not the schema of the project in ${place.root}.`);
    args.push('--schema', wanted);
  }
  if (config !== undefined) {
    const wanted = path.resolve(cwd, config);
    if (wanted !== place.configFile) {
      throw new HumanError(
        `${config} is not the config file that Prisma finds by itself in ${place.root}, so its database is not known here.`,
      );
    }
    args.push('--config', wanted);
  }
  return args;
}
