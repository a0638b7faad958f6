import { HumanError } from '../../../core/human-error';
import type { CliContext } from '../../context';
import type { ColorOption, ProjectOption, TimeoutOption } from '../../options';
import { migrate } from '../migrate/run';
import { safeMigrate } from '../safe-migrate/run';
import { readPrismaArgs } from './prisma-args';

export interface DevArgs extends ProjectOption, TimeoutOption, ColorOption {
  /** What a person would give to `prisma migrate dev`. */
  readonly prismaArgs: readonly string[];
  /** What to call a new migration; undefined asks, where there is one. */
  readonly name?: string;
  readonly offline?: boolean;
  readonly verify: boolean;
  /** Whether to compare the database with the replayed history first. */
  readonly driftCheck: boolean;
}

/**
 * What `prisma migrate dev` is for: a migration for what changed in the schema, applied to the local database, and the
 * client generated. Prisma's own command does not apply it: that would compare again, and drop what was kept.
 *
 * @returns the exit code of what did not succeed, else 0
 * @throws HumanError where it could not be tried
 */
export async function dev(args: DevArgs, context: CliContext): Promise<number> {
  const { name, createOnly, skipGenerate, schema, config } = readPrismaArgs(args.prismaArgs);
  if (args.name !== undefined && name !== undefined) {
    throw new HumanError('The name is given twice. Give it before or after --, not both.');
  }
  const { offline, verify, driftCheck, timeout, color } = args;
  const project = args.project ?? schema ?? config;
  const shared = { env: 'local', project, schema, config, color };
  const made = await safeMigrate(
    { ...shared, offline, verify, driftCheck, timeout, name: args.name ?? name },
    context,
    { isDev: true, appliesNext: !createOnly },
  );
  if (made !== 0 || createOnly) return made;
  return await migrate({ ...shared, generate: !skipGenerate }, context);
}
