import { loadGrammar } from '../../core/sql/grammar';
import { HumanError } from '../../core/human-error';
import { diffAgainstDatabase } from '../../adapters/prisma/diff/database-diff';
import { diffAgainstHistory } from '../../adapters/prisma/diff/history-diff';
import { findEnvironment } from '../../adapters/environments/find-environment';
import { environmentProject, type EnvironmentProject } from '../../adapters/environments/project';
import { NoDatabaseUrl } from '../../adapters/environments/resolved';
import { onlyOpened } from '../../adapters/project/only-project';
import { openProjects } from '../../adapters/project/open-projects';
import { stoppableMatcher } from '../../adapters/project/pattern-matcher';
import { readPrelude } from '../../adapters/project/prelude';
import { findPrismaCli, type PrismaCli } from '../../adapters/prisma/prisma-cli';
import type { LintSource } from '../../workflows/lint-source';
import { predict as predictFrom } from '../../workflows/predict';
import { ReplayedProject } from '../../workflows/replayed-project';
import { runPredict, type PredictTarget } from '../commands/predict';
import type { PredictArgs } from '../commands/predict-args';
import type { TerminalProgress } from '../progress';
import type { Machine } from './machine';

/** `predict` on this machine. */
export function predict(args: PredictArgs, machine: Machine): Promise<number> {
  const { cwd, env, stdout, stderr } = machine;
  return runPredict(args, {
    open: (given, progress) => openTarget(given, machine, progress),
    ...{ cwd, env, stdout, stderr },
  });
}

async function openTarget(
  args: PredictArgs,
  { cwd, env }: Machine,
  progress: TerminalProgress,
): Promise<PredictTarget> {
  const { project } = args;
  const projects = await openProjects(project === undefined ? [] : [project], { cwd });
  const { source } = onlyOpened(projects, cwd);
  const place = environmentProject(source);
  const prisma = findPrismaCli(source.root, place.guard?.prismaCommand);
  const timeoutMs = args.timeout * 1000;
  const command = args.push ? 'db push' : 'migrate dev';
  const fromHistory = async (note?: string) => {
    progress.say(`Asking ${prisma.words} what it would write…`);
    const { openEmbedded } = await import('../../adapters/embedded/open-embedded');
    // What stands in the config, Prisma reads itself.
    const prelude = readPrelude(source).scripts.find(({ file }) => file !== place.configFile)?.text;
    const sql = await diffAgainstHistory(source, prisma, { openEmbedded, prelude, env, timeoutMs });
    return { command, from: 'history', sql, note } as const;
  };
  return {
    source,
    prisma: prisma.words,
    draft: async () => {
      if (!args.push) return await fromHistory();
      const live = await liveSql(args, { source, place, prisma }, { env, timeoutMs });
      if ('note' in live) return await fromHistory(live.note);
      return { command, from: 'database', sql: live.sql } as const;
    },
    predict: async (drafted) =>
      predictFrom(await ReplayedProject.open(source, loadGrammar, progress), drafted, {
        matchPattern: stoppableMatcher(),
      }),
  };
}

/** What `db push` would run on the database; a note where that cannot be asked, and nobody said which it is. */
async function liveSql(
  { env: name }: PredictArgs,
  { source, place, prisma }: { source: LintSource; place: EnvironmentProject; prisma: PrismaCli },
  options: { env: Machine['env']; timeoutMs: number },
): Promise<{ sql: string } | { note: string }> {
  const instead = 'This tells what would be done to a database that has all migrations.';
  try {
    const environment = await findEnvironment(name, place, { env: options.env });
    const live = await diffAgainstDatabase(source, prisma, { environment, place, ...options });
    if (live.kind === 'script') return live;
    const reason = `${environment.url.place} cannot be reached.`;
    if (name !== 'local') throw new HumanError(`${reason} Start it, or leave --env out.`);
    return { note: `${reason} ${instead}` };
  } catch (error) {
    if (!(error instanceof NoDatabaseUrl) || name !== 'local') throw error;
    return { note: `${error.message} ${instead}` };
  }
}
