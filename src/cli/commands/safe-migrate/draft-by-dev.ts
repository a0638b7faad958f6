import { masksOf } from '../../../core/environment/masks';
import { HumanError } from '../../../core/human-error';
import type { EnvironmentProject } from '../../../adapters/environments/project';
import { variablesFor } from '../../../adapters/environments/variables-for';
import { foldersIn, removeNewFolders, takeNewMigration } from '../../../adapters/prisma/new-migration';
import type { PrismaCli } from '../../../adapters/prisma/prisma-cli';
import type { Variables } from '../../../adapters/process/variables';
import { runWatched, type Watched } from '../../../adapters/process/run-watched';
import type { Environment } from '../../../workflows/environment';
import type { Drafting } from '../../../workflows/safe-migrate';
import { complain, type CliContext } from '../../context';
import { untilStopped } from '../../interruption';
import { printable } from '../../output/printable';
import type { Output } from '../../terminal';
import { watchShadows } from './left-shadow';

/** What Prisma is to be run on. */
export interface DevProject {
  readonly root: string;
  readonly migrationsFolder: string;
  readonly project: EnvironmentProject;
  readonly environment: Environment;
  readonly prisma: PrismaCli;
  readonly fileArgs: readonly string[];
  readonly timeoutMs: number;
}

/** By which an agent could let Prisma reset a database: nobody has given it to us. */
const consent = 'PRISMA_USER_CONSENT_FOR_DANGEROUS_AI_ACTION';

/**
 * Has the project's own Prisma write a migration and apply nothing, and takes it out of the folder again: whatever
 * happens, none is left there.
 *
 * @throws Interrupted after a signal; HumanError where Prisma cannot be started
 */
export async function draftByDev(
  label: string,
  { root, migrationsFolder, project, environment, prisma, fileArgs, timeoutMs }: DevProject,
  context: CliContext,
): Promise<Drafting> {
  const before = foldersIn(migrationsFolder);
  const clear = (): void => removeNewFolders(migrationsFolder, before, label);
  const { url, directUrl, shadowUrl } = environment;
  const leftShadows = await watchShadows(environment);
  const tellShadows = async (): Promise<void> => {
    for (const sentence of await leftShadows()) complain(context, sentence);
  };
  const watched = await untilStopped(context, async (stop, stopAtOnce) => {
    try {
      const running = runWatched(
        prisma.program,
        [...prisma.args, 'migrate', 'dev', '--create-only', '--name', label, ...fileArgs],
        {
          cwd: root,
          env: withoutConsent(
            variablesFor(environment, project, { ...context.env, ELECTRON_RUN_AS_NODE: '1' }),
          ),
          secrets: [url, directUrl, shadowUrl].flatMap((one) => (one ? masksOf(one) : [])),
          output: withoutClosingMessage(context.stderr),
          ...{ timeoutMs, stop, stopAtOnce },
        },
      );
      // Behind what ends the program, which would go on writing.
      process.once('exit', clear);
      const ended = await running;
      if (stop.aborted) {
        clear();
        await tellShadows();
      }
      return ended;
    } finally {
      process.off('exit', clear);
    }
  });
  const { end } = watched;
  if (end.kind === 'ended' && end.code === 0) {
    const draft = takeNewMigration(migrationsFolder, before, label);
    if (draft) return { kind: 'drafted', draft };
    // It makes one whatever there is to change.
    return {
      kind: 'failed',
      how: `${prisma.label} put none into ${migrationsFolder}. Check whether it keeps them elsewhere, and remove the new one there.`,
    };
  }
  clear();
  if (end.kind === 'killed' || end.kind === 'timed-out') await tellShadows();
  return draftingOf(watched, prisma, timeoutMs);
}

/**
 * Prisma ends with the folder, which is taken away, and with the advice to run what would write the same drops again; or,
 * where it finds drift, to reset the database.
 */
function withoutClosingMessage(to: Output): Output {
  let isOver = false;
  return {
    write: (text) => {
      const [shown = '', closing] = text.split(
        /\n*(?:Prisma Migrate created the following migration|We need to reset )/,
      );
      if (!isOver && shown !== '') to.write(shown);
      isOver ||= closing !== undefined;
    },
  };
}

function withoutConsent(env: Variables): Variables {
  return { ...env, [consent]: undefined };
}

function draftingOf({ end, printed }: Watched, { program, label }: PrismaCli, timeoutMs: number): Drafting {
  const failed = (how: string): Drafting => ({ kind: 'failed', how });
  switch (end.kind) {
    case 'ended':
      if (/environment is non-interactive/.test(printed)) {
        return { kind: 'asks', warnings: warningsIn(printed) };
      }
      // "We need to reset …", "You may use prisma migrate reset …"
      if (/need to reset|migrate reset/.test(printed)) return { kind: 'wants-reset' };
      return failed(`${label} failed with exit code ${end.code}; see its output above.`);
    case 'killed':
      return failed(`${label} was ended by ${end.signal}.`);
    case 'timed-out':
      return failed(
        `${label} did not finish within ${timeoutMs / 1000} seconds, and was stopped. Give it more time with --timeout.`,
      );
    case 'not-found':
      throw new HumanError(
        `${program} was not found. Install it, or correct "prismaCommand" in migration-guard.json.`,
      );
    case 'too-much':
      throw new Error(`${program} printed too much, where nothing is collected.`);
    case 'not-started':
      throw new HumanError(`${program} could not be started: ${end.reason}.`);
  }
}

function warningsIn(printed: string): string[] {
  return [...printed.matchAll(/^ {2}• (.+)$/gm)].map(([, warning = '']) => printable(warning.trim()));
}
