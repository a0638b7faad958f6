import path from 'node:path';
import { HumanError } from '../../core/human-error';
import { configFileIn, type EnvironmentProject } from '../environments/project';
import { pathInside } from '../files/real-path';

/** Files that a person named for Prisma. */
interface NamedFiles {
  readonly schema?: string | undefined;
  readonly config?: string | undefined;
}

/**
 * The arguments by which Prisma takes the same files as we do.
 *
 * @throws HumanError where Prisma would take others, and with them maybe another database
 */
export function prismaFileArgs(
  { schema, config }: NamedFiles,
  project: EnvironmentProject,
  cwd: string,
): string[] {
  const args: string[] = [];
  if (schema !== undefined) {
    const wanted = path.resolve(cwd, schema);
    const isOurs = project.schema.some(({ file }) => pathInside(wanted, file) !== undefined);
    if (!isOurs) throw new HumanError(`${schema} is not the schema of the project in ${project.root}.`);
    args.push('--schema', wanted);
  }
  const { configFile, isGuest = false, root } = project;
  if (isGuest && schema === undefined && config === undefined) return guestArgs(project);
  const isFound = configFile === configFileIn(root);
  if (config === undefined && configFile !== undefined && !isFound) args.push('--config', configFile);
  if (config !== undefined) {
    const wanted = path.resolve(cwd, config);
    if (configFile === undefined || pathInside(wanted, configFile) !== '') {
      throw new HumanError(
        `${config} is not the Prisma config of the project in ${project.root}, so its database is not known here.`,
      );
    }
    args.push('--config', wanted);
  }
  return args;
}

/** Started in the folder of another project, Prisma would take that one's files. */
function guestArgs({ root, schema }: EnvironmentProject): string[] {
  const others = configFileIn(root);
  const [first] = schema;
  if (others !== undefined || !first) {
    const what = others === undefined ? 'another schema' : path.relative(root, others);
    throw new HumanError(
      `Prisma would take ${what} of another project in ${root}. Name the Prisma config of this one with --config.`,
    );
  }
  return ['--schema', schema.length === 1 ? first.file : path.dirname(first.file)];
}
