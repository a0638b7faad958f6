import { planMigration } from '../../../adapters/prisma/prisma8/plan-migration';
import type { Prisma8Refusal } from '../../../adapters/prisma/prisma8/run';
import { prismaCommand, type CommandTarget } from '../../../core/command-target';
import { HumanError } from '../../../core/human-error';
import { listed } from '../../../core/listed';
import { ownSpace, shortHash } from '../../../core/prisma8/ledger';
import { planOrigins, type PlanOrigin } from '../../../core/prisma8/plan-origin';
import type { LintSource } from '../../../workflows/lint-source';
import type { AskDatabase } from './ask-database';

interface Deps {
  readonly source: LintSource;
  readonly target: CommandTarget;
  readonly ask: AskDatabase;
  readonly say: (text: string) => void;
}

/** There is no ref `db`, as after `db migrate`, which sets none. */
const noOrigin = 'MIGRATION.PLAN_ORIGIN_UNKNOWN';
/** The ref `db` names a contract to which no migration leads, as `db update` sets it. */
const strangeOrigin = 'MIGRATION.HASH_NOT_IN_GRAPH';

/**
 * Plans a migration that Prisma refuses because it does not know from where: from where the migrations lead on.
 *
 * @returns the folders of the new migrations
 * @throws HumanError where that is not clear, or Prisma refuses for another reason
 */
export async function planFromElsewhere(
  call: Parameters<typeof planMigration>[0],
  label: string,
  refusal: Prisma8Refusal,
  { source, target, ask, say }: Deps,
): Promise<readonly string[]> {
  const { code } = refusal;
  if (code !== noOrigin && code !== strangeOrigin) throw refused(call, refusal, '');
  const edges = source.prisma8?.folders.find(({ space }) => space === ownSpace)?.edges ?? [];
  const database = await ask(async (reader) => ({
    location: reader.location,
    marker: (await reader.readPrisma8())?.markers.get(ownSpace),
  }));
  const origins = planOrigins(edges, database?.marker);
  if (origins.kind === 'unclear') throw refused(call, refusal, ` ${adviceFor(origins.ends, target)}`);
  const { hash, migration, isMarker } = origins;
  if (code === strangeOrigin) throw refused(call, refusal, ` ${adviceFor([origins], target)}`);
  say(
    `No ref named db says from where to plan: it is planned from the contract to which ${migration} leads (${shortHash(hash)}), ${isMarker && database ? `where ${database.location} is` : 'where the migrations end'}.`,
  );
  const planned = await planMigration(call, label, hash);
  if ('refusal' in planned) throw refused(call, planned.refusal, '');
  return planned.folders;
}

function refused(
  { prisma }: Parameters<typeof planMigration>[0],
  { summary }: Prisma8Refusal,
  advice: string,
): HumanError {
  return new HumanError(
    `No migration was made: ${prisma.label} refuses migration plan: ${summary}.${advice} contract.json was emitted anew before that.`,
  );
}

function adviceFor(ends: readonly PlanOrigin[], target: CommandTarget): string {
  const end = ends.at(-1);
  if (!end) return '';
  const set = prismaCommand(target, 'migration', 'ref', 'set', 'db', end.hash);
  if (ends.length === 1) {
    return `To plan from where the migrations end, run ${set} and then safe-migrate again.`;
  }
  const names = ends.map(({ migration, hash }) => `${migration} (${shortHash(hash)})`);
  return `The migrations end at ${listed(names)}: choose from which to plan, for example ${set}, and run safe-migrate again.`;
}
