import { HumanError } from '../../core/human-error';

/** What the commands that do not work with Prisma 8 say of it: behind `migrations/app belongs to Prisma 8, `. */
const refusals = {
  'check-drift': () =>
    'whose databases keep the hashes of migrations, and none of a migration.sql that check-drift could compare: status says which migrations changed since they were applied, and lint whether each has the hash of its files.',
  'fix-drift': (at) =>
    `whose databases keep the hashes of migrations, and none of a migration.sql that fix-drift could repair: status says which migrations changed since they were applied, and where lint says that a hash is wrong, node ${at}/<migration>/migration.ts writes it again.`,
  dev: () =>
    'which has no migrate dev that dev could stand for: write a migration by safe-migrate, and apply it by prisma db migrate.',
  migrate: () =>
    'which has no migrate deploy that migrate could run: lint says what a migration loses, and prisma db migrate applies it.',
  restore: () =>
    'which applies no migration that changes no contract: put what explain shows of the index into the migration.ts of the next planned migration as rawSql, and run that file with node.',
  verify: () =>
    'whose migrations verify cannot replay: prisma db migrate on an empty database applies and checks each of their operations.',
  'pglite-schema': () =>
    'whose migrations pglite-schema cannot replay: apply them to an empty database by prisma db migrate, and write its schema by pg_dump --schema-only.',
  init: () =>
    'and init writes only what goes with migrations of Prisma 7: explain lists what is protected, and a step of CI that runs migration-guard lint guards it.',
} as const satisfies Readonly<Record<string, (migrations: string) => string>>;

/** A command that works with the migrations of Prisma 7 and earlier alone. */
export type Prisma7Command = keyof typeof refusals;

/**
 * @param migrations the folder of the project's migrations, as a person would name it
 * @param others the projects of Prisma 7 that were found along with it, the same
 */
export function needsPrisma7(
  migrations: string,
  command: Prisma7Command | undefined,
  others: readonly string[] = [],
): HumanError {
  const [other] = others;
  const instead = other === undefined ? '' : ` For the project of Prisma 7 beside it, name that: ${other}.`;
  const why = command
    ? refusals[command](migrations)
    : 'and this works with the migrations of Prisma 7 and earlier.';
  return new HumanError(`${migrations} belongs to Prisma 8, ${why}${instead}`);
}
