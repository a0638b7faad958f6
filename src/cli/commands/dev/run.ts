import { findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import { NoDatabaseUrl } from '../../../adapters/environments/resolved';
import { HumanError } from '../../../core/human-error';
import { ownCommand } from '../../../core/command-target';
import type { LintSource } from '../../../workflows/lint-source';
import { isLocal } from '../../../workflows/environment';
import { commandTarget } from '../../command-target';
import { complain, type CliContext } from '../../context';
import type { ColorOption, ProjectOption, TimeoutOption } from '../../options';
import { openProject } from '../../projects';
import { migrate, type MigrateArgs } from '../migrate/run';
import { notLocalSentence } from '../safe-migrate/messages';
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
 * @returns the exit code of what did not succeed, 1 where the database is not local, else 0
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
  const { source } = await openProject(shared, context.cwd, { prisma8: 'dev' });
  if (!createOnly && (await leadsElsewhere(source, shared, context))) return 1;
  const made = await safeMigrate(
    { ...shared, offline, verify, driftCheck, timeout, name: args.name ?? name },
    context,
    { isDev: true, appliesNext: !createOnly },
  );
  if (made !== 0 || createOnly) return made;
  return await migrate({ ...shared, generate: !skipGenerate }, context);
}

/** Whether `local` is, by its host, a database that others may use: there nothing is developed. Says so. */
async function leadsElsewhere(source: LintSource, args: MigrateArgs, context: CliContext): Promise<boolean> {
  try {
    const environment = await findEnvironment(args.env, environmentProject(source), context);
    // Production has a sentence of its own, in what comes next.
    if (environment.production || isLocal(environment)) return false;
    const target = commandTarget(args, source, context.cwd);
    const instead = `To apply migrations that are there to a shared database: ${ownCommand('migrate', target)}`;
    complain(
      context,
      `${notLocalSentence(environment)} dev applies migrations to local databases only. ${instead}`,
    );
    return true;
  } catch (error) {
    if (error instanceof NoDatabaseUrl) return false;
    throw error;
  }
}
