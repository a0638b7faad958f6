import { diffAgainstDatabase } from '../../../adapters/prisma/diff/database-diff';
import { diffAgainstHistory } from '../../../adapters/prisma/diff/history-diff';
import { findPrismaCli, type PrismaCli } from '../../../adapters/prisma/prisma-cli';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject, type EnvironmentProject } from '../../../adapters/environments/project';
import { NoDatabaseUrl } from '../../../adapters/environments/resolved';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { readPrelude } from '../../../adapters/prisma/prelude';
import { HumanError } from '../../../core/human-error';
import { loadGrammar } from '../../../core/sql/grammar';
import type { LintSource } from '../../../workflows/lint-source';
import { assertPostgres, predict as predictFrom, type Drafted } from '../../../workflows/predict';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { commandTarget } from '../../command-target';
import type { CliContext } from '../../context';
import { progressOn, type TerminalProgress } from '../../progress';
import { openProject, tellCuts } from '../../projects';
import type { PredictArgs } from './args';
import { tell } from './tell';
import { predictUpdate } from './update';

/** What Prisma would run; a sentence in `note` where that is based on less than was asked for. */
type NotedDraft = Drafted & { readonly note?: string | undefined };

/**
 * Tells what the project's own Prisma would do to the indexes next. Writes nothing.
 *
 * @returns 1 where something protected would be lost that would not be lost each time, or the migration would fail
 * @throws HumanError where it cannot be found out
 */
export async function predict(args: PredictArgs, context: CliContext): Promise<0 | 1> {
  const progress = progressOn(context.stderr, context.env);
  try {
    progress.say('Looking for the Prisma project…');
    const opened = await openProject(args, context.cwd, { prisma8: true });
    const { source } = opened;
    if (source.prisma8)
      return await predictUpdate(args, { ...opened, prisma8: source.prisma8 }, context, progress);
    const project = environmentProject(source);
    const prisma = findPrismaCli(project, context.env, args.unasked ? 'nobody' : 'person');
    assertPostgres(source);
    const { note, ...drafted } = await draft(args, { source, project, prisma }, context, progress);
    progress.say('Looking at what it would do…');
    const replayed = await ReplayedProject.open(source, loadGrammar, progress);
    const prediction = await predictFrom(replayed, drafted, { matchPattern: stoppableMatcher() });
    progress.clear();
    tellCuts(replayed, context);
    const target = commandTarget(args, source, context.cwd);
    return tell(prediction, { source, prisma: prisma.label, note }, args, target, context);
  } finally {
    progress.clear();
  }
}

interface Target {
  readonly source: LintSource;
  readonly project: EnvironmentProject;
  readonly prisma: PrismaCli;
}

async function draft(
  args: PredictArgs,
  target: Target,
  { env }: CliContext,
  progress: TerminalProgress,
): Promise<NotedDraft> {
  const { source, project, prisma } = target;
  const timeoutMs = args.timeout * 1000;
  const command = args.push ? 'db push' : 'migrate dev';
  let note: string | undefined;
  if (args.push) {
    const live = await liveSql(args, target, { env, timeoutMs });
    if ('sql' in live) return { command, from: 'database', sql: live.sql };
    ({ note } = live);
  }
  progress.say(`Asking ${prisma.label} what it would write…`);
  const { openEmbedded } = await import('../../../adapters/embedded/open-embedded');
  // What stands in the config, Prisma reads itself.
  const prelude = readPrelude(source).scripts.find(({ file }) => file !== project.configFile)?.text;
  const sql = await diffAgainstHistory(source, prisma, { openEmbedded, prelude, env, timeoutMs });
  return { command, from: 'history', sql, note };
}

/** What `db push` would run on the database; a note where that cannot be asked, and nobody said which it is. */
async function liveSql(
  { env: name }: PredictArgs,
  { source, project, prisma }: Target,
  options: { env: CliContext['env']; timeoutMs: number },
): Promise<{ sql: string } | { note: string }> {
  const instead = 'This shows what would be done to a database that has all migrations.';
  try {
    const environment = await findEnvironment(name, project, { env: options.env });
    const live = await diffAgainstDatabase(source, prisma, { environment, project, ...options });
    if (live.kind === 'script') return live;
    const reason = `${environment.url.location} cannot be reached.`;
    if (name !== 'local') throw new HumanError(`${reason} Start it, or leave --env out.`);
    return { note: `${reason} ${instead}` };
  } catch (error) {
    if (!(error instanceof NoDatabaseUrl) || name !== 'local') throw error;
    return { note: `${error.message} ${instead}` };
  }
}
