import { assertPrismaReaches, findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import { variablesFor } from '../../../adapters/environments/variables-for';
import { whileOpen } from '../../../adapters/ask-database';
import type { OpenDatabase } from '../../../adapters/database/open-database';
import type { OpenedProject } from '../../../adapters/open-projects';
import { prismaFileArgs } from '../../../adapters/prisma/file-args';
import { findPrismaCli } from '../../../adapters/prisma/prisma-cli';
import { plannedUpdate } from '../../../adapters/prisma/prisma8/planned-update';
import { HumanError } from '../../../core/human-error';
import { bareHash, ownSpace } from '../../../core/prisma8/ledger';
import { readPlannedChange } from '../../../core/prisma8/planned-drops';
import type { SchemaFile } from '../../../core/prisma-schema/declarations';
import { loadGrammar } from '../../../core/sql/grammar';
import type { Prisma8Source } from '../../../workflows/lint-source';
import { assertPostgres } from '../../../workflows/predict';
import { predictUpdate as predictFrom } from '../../../workflows/predict-update';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { commandTarget } from '../../command-target';
import type { CliContext } from '../../context';
import { printable } from '../../output/printable';
import type { TerminalProgress } from '../../progress';
import type { PredictArgs } from './args';
import { tell } from './tell';

/**
 * Tells what `db update` of the project's own Prisma 8 would take away. Only reads.
 *
 * @throws HumanError where it cannot be found out
 */
export async function predictUpdate(
  args: PredictArgs,
  { source, prisma8, notices }: OpenedProject & { readonly prisma8: Prisma8Source },
  context: CliContext,
  progress: TerminalProgress,
): Promise<0 | 1> {
  if (args.push) {
    throw new HumanError(
      'Prisma 8 has no db push; its db update changes a database without a migration, and predict without --push tells what that would do.',
    );
  }
  assertPostgres(source);
  const { env } = context;
  const project = environmentProject(source);
  const prisma = findPrismaCli(project, env, args.unasked ? 'nobody' : 'person');
  const environment = await findEnvironment(args.env, project, { env, mayRunConfig: !args.unasked });
  await assertPrismaReaches(environment, project, { env });
  progress.say(`Asking ${prisma.label} what it would do…`);
  const opening = ReplayedProject.open(source, loadGrammar);
  const planned = await plannedUpdate(
    {
      ...{ root: source.root, prisma, timeoutMs: args.timeout * 1000 },
      env: variablesFor(environment, project, env),
    },
    prismaFileArgs(args, project, context.cwd),
  );
  if (planned.kind === 'unreachable') {
    throw new HumanError(
      `${environment.url.location} cannot be reached, and db update compares the contract with a database. Start it, or name another with --env.`,
    );
  }
  const replayed = await opening;
  const { prediction, note } = await whileOpen(environment, async (reader) => {
    const { contract, note } = await contractOf(reader, prisma8);
    return {
      note,
      prediction: await predictFrom(replayed, readPlannedChange(planned), { reader, contract }),
    };
  });
  progress.clear();
  if (!args.json) for (const notice of notices) context.stderr.write(`Note: ${printable(notice)}\n`);
  const target = commandTarget(args, source, context.cwd);
  return tell(prediction, { source, prisma: prisma.label, note }, args, target, context);
}

/** The contract at which a database is, or why that is not known. */
async function contractOf(
  database: OpenDatabase,
  prisma8: Prisma8Source,
): Promise<{ readonly contract: readonly SchemaFile[] | undefined; readonly note?: string }> {
  const marker = (await database.readPrisma8())?.markers.get(ownSpace);
  const instead =
    'So everything is told that would be taken away, also what somebody took out of the contract.';
  if (marker === undefined) {
    return {
      contract: undefined,
      note: `Prisma 8 has changed nothing on ${database.location} yet, so it is not known what a contract declared there. ${instead}`,
    };
  }
  const kept = await prisma8.contractAt(marker);
  if (kept) return { contract: kept };
  const text = await database.readContract(marker);
  if (text !== undefined) return { contract: [{ file: 'contract.json', text }] };
  return {
    contract: undefined,
    note: `The contract ${bareHash(marker).slice(0, 8)}, at which ${database.location} is, is kept nowhere. ${instead}`,
  };
}
