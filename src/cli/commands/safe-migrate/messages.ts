import { ownCommand, type CommandTarget } from '../../../core/command-target';
import type { SchemaDifference } from '../../../core/drift/schema-diff';
import { listHostsSentence, type Environment } from '../../../workflows/environment';
import type { RouteRefusal } from '../../../workflows/migration-route';

/** Why no migration is made, and what to do: sentences. */
export function refusalSentences(
  refusal: RouteRefusal,
  environment: Environment | undefined,
  target: CommandTarget,
): string[] {
  switch (refusal.kind) {
    case 'production': {
      const { name, url } = refusal.environment;
      return [
        `${name} is production (${url.location}), where migrations are not developed. Use a local database, or --offline.`,
      ];
    }
    case 'empty-folders':
      return refusal.names.map(
        (name) => `${name} has no migration.sql: bring the file back, or move the folder elsewhere.`,
      );
    case 'blocked':
      return [...refusal.reasons];
    case 'schema-drift':
      return schemaDriftSentences(refusal.differences, environment?.url.location ?? 'The database', target);
  }
}

/** Who has more of them does not read more. */
const mostShown = 5;

function differenceLabel({ kind, object: { type, table, name } }: SchemaDifference): string {
  const where = table !== null && table !== name ? ` of ${table}` : '';
  const what = `the ${type} ${name}${where}`;
  switch (kind) {
    case 'missing':
      return `lacks ${what}, which the migrations make`;
    case 'unexpected':
      return `has ${what}, which no migration makes`;
    case 'different':
      return `has ${what} different from what the migrations make`;
  }
}

/** @param location where the database is */
function schemaDriftSentences(
  differences: readonly SchemaDifference[],
  location: string,
  target: CommandTarget,
): string[] {
  const rest = differences.length - mostShown;
  return [
    ...differences.slice(0, mostShown).map((one) => `${location} ${differenceLabel(one)}.`),
    ...(rest > 0 ? [`And ${rest} more.`] : []),
    `No migration was made: Prisma would want to reset the database, which is not needed. ${ownCommand('check-drift', target, '--schema')} shows what to do about each of these; --no-drift-check leaves it to Prisma.`,
  ];
}

export const driftedSentence =
  'No migration was made: Prisma would want to reset the database, which is not needed. Do what is advised above first.';

export function wantsResetSentence(target: CommandTarget): string {
  return `No migration was made, and nothing was reset: Prisma finds that the database is not what the migrations make. ${ownCommand('check-drift', target, '--schema')} shows the differences.`;
}

/** Only for an environment that is neither production nor local. */
export function notLocalSentence(environment: Environment): string {
  const { name, url } = environment;
  return `${name} is at ${url.location}, which is not on this machine. ${listHostsSentence(environment)}`;
}

/** @param because why the database is not asked, a sentence */
export function apartSentence(because: string): string {
  return `${because} So the migration is made from the files alone.`;
}

export const prismaAsksSentence =
  'Prisma asks for an answer to its warnings, which cannot be given here. They are written into the migration, which is made from the files alone: read it before you apply it.';
