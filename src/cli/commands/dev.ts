import { HumanError } from '../../core/human-error';
import { readPrismaArgs, type DevArgs } from './dev-args';
import type { MigrateArgs } from './migrate-args';
import type { SafeMigrateArgs } from './safe-migrate-args';

export interface DevDeps {
  readonly safeMigrate: (args: SafeMigrateArgs) => Promise<number>;
  readonly migrate: (args: MigrateArgs) => Promise<number>;
}

/**
 * What `prisma migrate dev` is for: a migration for what changed in the schema, applied to the local database, and the
 * client generated. Prisma's own command does not apply it: that would compare again, and drop what was kept.
 *
 * @returns the exit code of what did not succeed, else 0
 * @throws HumanError where it could not be tried
 */
export async function runDev(args: DevArgs, { safeMigrate, migrate }: DevDeps): Promise<number> {
  const { name, createOnly, skipGenerate, schema, config } = readPrismaArgs(args.prismaArgs);
  if (args.name !== undefined && name !== undefined) {
    throw new HumanError('The name is given twice. Give it before or behind --.');
  }
  const shared = {
    env: 'local',
    project: args.project ?? schema ?? config,
    schema,
    config,
    color: args.color,
  };
  const { offline, verify, driftCheck, timeout } = args;
  const made = await safeMigrate({
    ...{ ...shared, offline, verify, driftCheck, timeout, json: false },
    name: args.name ?? name,
    command: 'dev',
    appliesNext: !createOnly,
  });
  if (made !== 0 || createOnly) return made;
  return await migrate({
    ...{ ...shared, dryRun: false, force: false, confirm: undefined },
    generate: !skipGenerate,
  });
}
