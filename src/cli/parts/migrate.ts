import { masksOf } from '../../core/environment/masks';
import { HumanError } from '../../core/human-error';
import { loadGrammar } from '../../core/sql/grammar';
import { findEnvironment } from '../../adapters/environments/find-environment';
import { environmentProject } from '../../adapters/environments/project';
import { variablesFor } from '../../adapters/environments/variables-for';
import { branchState } from '../../adapters/git/branch';
import { stoppableMatcher } from '../../adapters/project/pattern-matcher';
import { findPrismaCli, type PrismaCli } from '../../adapters/prisma/prisma-cli';
import { runPassedThrough } from '../../adapters/process/run-passed-through';
import { sha256 } from '../../adapters/project/sha256';
import { planMigration } from '../../workflows/migrate';
import { openEachOnce } from '../../workflows/replayed-project';
import { readStatus } from '../../workflows/status';
import { askText } from '../ask';
import { runMigrate, type MigrateTarget, type ProgramEnd } from '../commands/migrate';
import type { MigrateArgs } from '../commands/migrate-args';
import { open } from '../connect';
import type { Machine } from './machine';
import { openOnly, prismaFileArgs } from './prisma-files';

/** `migrate` on this machine. */
export function migrate(args: MigrateArgs, machine: Machine): Promise<number> {
  const { cwd, env, stdout, stderr } = machine;
  return runMigrate(args, {
    open: (given) => openTarget(given, machine),
    ask: askText,
    ...{ cwd, env, stdout, stderr },
  });
}

async function openTarget(args: MigrateArgs, machine: Machine): Promise<MigrateTarget> {
  const { cwd } = machine;
  const { env, generate = true } = args;
  const { source } = await openOnly(args, cwd);
  const place = environmentProject(source);
  const environment = await findEnvironment(env, place, { env: machine.env });
  const prisma = findPrismaCli(source.root, place.guard?.prismaCommand);
  const fileArgs = prismaFileArgs(args, place, cwd);
  const replayed = openEachOnce(loadGrammar);
  return {
    source,
    environment,
    prisma: prisma.words,
    readStatus: async () => {
      const database = await open(environment);
      try {
        return await readStatus(replayed(source), env, database, sha256);
      } finally {
        await database.close();
      }
    },
    plan: async (status, isShared) =>
      planMigration(await replayed(source), status, { isShared, matchPattern: stoppableMatcher() }),
    branch: () => branchState(source.root),
    runPrisma: async (words) => {
      const { url, directUrl } = environment;
      machine.giveUpSignals();
      const { program, args: before } = prisma;
      const end = await runPassedThrough(program, [...before, ...words, ...fileArgs], {
        cwd: source.root,
        env: variablesFor(environment, place, { ...machine.env, ELECTRON_RUN_AS_NODE: '1' }),
        secrets: [url, directUrl].flatMap((one) => (one ? masksOf(one) : [])),
        stdout: machine.stdout,
        stderr: machine.stderr,
        sharesTerminal: machine.sharesTerminal,
      });
      return endOf(end, prisma);
    },
    hasGenerator: generate && source.schema.some(({ text }) => /^\s*generator\s+\w+\s*\{/m.test(text)),
  };
}

function endOf(end: Awaited<ReturnType<typeof runPassedThrough>>, { program }: PrismaCli): ProgramEnd {
  switch (end.kind) {
    case 'ended':
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
