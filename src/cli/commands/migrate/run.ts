import { assertPrismaReaches, findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import { variablesFor } from '../../../adapters/environments/variables-for';
import { branchState } from '../../../adapters/git/branch';
import { prismaFileArgs } from '../../../adapters/prisma/file-args';
import { findPrismaCli, type PrismaCli } from '../../../adapters/prisma/prisma-cli';
import { exitCodeOf, runPassedThrough } from '../../../adapters/process/run-passed-through';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { sha256 } from '../../../adapters/files/sha256';
import { masksOf } from '../../../core/environment/masks';
import { HumanError } from '../../../core/human-error';
import { loadGrammar } from '../../../core/sql/grammar';
import type { Environment } from '../../../workflows/environment';
import {
  migrate as applyPending,
  type MigrateOutcome,
  type MigratePorts,
  type ProgramEnd,
} from '../../../workflows/migrate';
import { madeOtherwise, type LiveIndexes } from '../../../workflows/made-indexes';
import { planMigration } from '../../../workflows/migrate-plan';
import { openEachOnce } from '../../../workflows/replayed-project';
import { readStatus } from '../../../workflows/status';
import { complain, pageOf, type CliContext } from '../../context';
import { commandTarget } from '../../command-target';
import { whileOpen } from '../../../adapters/ask-database';
import type { ColorOption, EnvOption, ProjectOption } from '../../options';
import { openProject, type NamedFiles, tellCuts } from '../../projects';
import { confirmationQuestion, unconfirmedSentence } from './messages';
import { deployedText, plannedText } from './pretty';

export interface MigrateArgs extends EnvOption, ProjectOption, NamedFiles, ColorOption {
  readonly dryRun?: boolean;
  /** Needed for production. */
  readonly force?: boolean;
  /** `prod@db.example.com`: what a person would type when asked; needed for production where nobody can be asked. */
  readonly confirm?: string;
  /** Whether to generate the client afterwards, where there is one; so it is without this. */
  readonly generate?: boolean;
}

/**
 * Applies the pending migrations of one project, unless something stands in the way.
 *
 * @returns 1 where it was refused, or an index is gone or not as told afterwards; 2 where Prisma failed; more where a
 *   signal stopped it
 * @throws HumanError where it could not be tried
 */
export async function migrate(args: MigrateArgs, context: CliContext): Promise<number> {
  const { cwd, env } = context;
  const { dryRun = false, force = false, confirm, generate = true } = args;
  const { source } = await openProject(args, cwd, { prisma8: 'migrate' });
  const project = environmentProject(source);
  const environment = await findEnvironment(args.env, project, { env });
  await assertPrismaReaches(environment, project, { env });
  const prisma = findPrismaCli(project, env);
  const fileArgs = prismaFileArgs(args, project, cwd);
  const page = pageOf(context, args.color);
  const target = commandTarget(args, source, cwd);
  const replayed = openEachOnce(loadGrammar);
  const hasGenerator = source.schema.some(({ text }) => /^\s*generator\s+\w+\s*\{/m.test(text));
  const readLive = (): Promise<LiveIndexes> =>
    whileOpen(environment, async (database) => ({
      catalogue: await database.readIndexes(),
      ownSchema: database.schema,
    }));
  const ports: MigratePorts = {
    readStatus: () =>
      whileOpen(environment, (database) => readStatus(replayed(source), args.env, database, sha256)),
    plan: async (status, isShared) =>
      planMigration(await replayed(source), status, {
        ...{ isShared, matchPattern: stoppableMatcher(), readLive, target },
      }),
    readMadeOtherwise: async (applied) =>
      applied.size > 0 ? madeOtherwise(await replayed(source), applied, await readLive()) : [],
    runPrisma: async (prismaArgs) => {
      const takeBack = context.giveUpSignals();
      const end = await runPrisma([...prismaArgs, ...fileArgs], prisma, {
        cwd: source.root,
        env: variablesFor(environment, project, { ...env, ELECTRON_RUN_AS_NODE: '1' }),
        secrets: secretsOf(environment),
        stdout: context.stdout,
        stderr: context.stderr,
        sharesTerminal: context.sharesTerminal,
      });
      takeBack();
      return end;
    },
    askConfirmation: (wanted) => context.ask.text(confirmationQuestion(environment, wanted)),
    onPlanned: async (plan) => {
      const branch = await branchState(source.root);
      context.stdout.write(plannedText(plan, { environment, prisma: prisma.label, branch }, page));
      tellCuts(await replayed(source), context);
    },
    onDeployed: (deployed) => {
      const { stdout, stderr } = deployedText(deployed, target, page);
      context.stdout.write(stdout);
      context.stderr.write(stderr);
    },
  };
  const request = { dryRun, force, confirm, generate: generate && hasGenerator };
  return tell(await applyPending(request, environment, ports), environment, context);
}

function secretsOf({ url, directUrl }: Environment): string[] {
  return [url, directUrl].flatMap((one) => (one ? masksOf(one) : []));
}

/** Says what came of it beyond what was shown on the way; gives the exit code. */
export function tell(outcome: MigrateOutcome, environment: Environment, context: CliContext): number {
  switch (outcome.kind) {
    case 'blocked':
      for (const obstacle of outcome.plan.obstacles) complain(context, obstacle);
      return 1;
    case 'nothing-pending':
    case 'applied':
      return 0;
    case 'dry-run':
      context.stdout.write('Nothing was applied: this was a dry run.\n');
      return 0;
    case 'unconfirmed':
      complain(context, unconfirmedSentence(outcome, environment));
      return 1;
    case 'deploy-failed':
      complain(context, `prisma migrate deploy ${outcome.how}.`);
      return 2;
    case 'interrupted':
      complain(context, 'interrupted. What Prisma had applied by then stays applied.');
      return outcome.exitCode;
    case 'lost':
    case 'made-otherwise':
      return 1;
    case 'incomplete':
      complain(context, 'Prisma said that it was done, but not everything is applied.');
      return 1;
    case 'generate-failed':
      complain(context, `the migrations are applied, but prisma generate ${outcome.how}.`);
      return 2;
  }
}

async function runPrisma(
  args: readonly string[],
  { program, args: before }: PrismaCli,
  options: Parameters<typeof runPassedThrough>[2],
): Promise<ProgramEnd> {
  const end = await runPassedThrough(program, [...before, ...args], options);
  switch (end.kind) {
    case 'ended':
      if (end.interruptedBy !== undefined) {
        return { kind: 'interrupted', exitCode: exitCodeOf(end.interruptedBy) };
      }
      if (end.exitCode === 0) return { kind: 'succeeded' };
      return {
        kind: 'failed',
        how:
          end.exitCode > 128
            ? `was ended by signal ${end.exitCode - 128}`
            : `failed with exit code ${end.exitCode}`,
      };
    case 'not-found':
      throw new HumanError(
        `${program} was not found. Install it, or correct "prismaCommand" in migration-guard.json.`,
      );
    case 'not-started':
      throw new HumanError(`${program} could not be started: ${end.reason}.`);
  }
}
