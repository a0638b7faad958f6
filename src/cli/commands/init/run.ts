import fs from 'node:fs';
import path from 'node:path';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { namedEnvironments } from '../../../adapters/environments/names';
import { environmentProject } from '../../../adapters/environments/project';
import { NoDatabaseUrl } from '../../../adapters/environments/resolved';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { decodeText, isMissing, readRegularFile, reasonOf } from '../../../adapters/files/regular-file';
import { findAgentFiles } from '../../../adapters/project/agent-files';
import { findSetUps } from '../../../adapters/project/set-ups';
import { findToolFiles } from '../../../adapters/project/tool-files';
import type { CatalogueIndex } from '../../../core/database/catalogue';
import type { AgentEnvironment } from '../../../core/agents/facts';
import { usualEnvironment } from '../../../core/command-target';
import { HumanError, isHumanError } from '../../../core/human-error';
import { pastesFor } from '../../../core/init/pastes';
import { loadGrammar } from '../../../core/sql/grammar';
import { init as listAndOffer } from '../../../workflows/init';
import type { FileChange } from '../../../workflows/changed-texts';
import type { OfferKind } from '../../../workflows/init-offer';
import { planInit } from '../../../workflows/init-plan';
import type { LintSource } from '../../../workflows/lint-source';
import { assertPostgres } from '../../../workflows/predict';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { complain, pageOf, type CliContext } from '../../context';
import { whileOpen } from '../../../adapters/ask-database';
import type { ColorOption, EnvOption, ProjectOption } from '../../options';
import { printable } from '../../output/printable';
import { openProject, tellCuts } from '../../projects';
import { refuseLinks } from '../../../adapters/files/refuse-links';
import { checkFile, replaceFile } from '../../../adapters/files/write-file';
import { checkAgents } from './check-agents';
import { initPretty, questionOf } from './pretty';

export interface InitArgs extends EnvOption, ProjectOption, ColorOption {
  /** What to do besides listing, without a question. */
  readonly declare?: boolean;
  readonly gitattributes?: boolean;
  readonly formatterIgnores?: boolean;
  readonly readonlyInclude?: boolean;
  readonly agents?: boolean;
  /** Only whether what is written for agents still fits. */
  readonly check?: boolean;
  /** All that is safe, without a question. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Lists the protected indexes of a project, and does what else is wanted.
 *
 * @returns 130 where the person broke off: then nothing was written; 1 where --check finds what no longer fits
 * @throws HumanError where a file has mistakes or cannot be written
 */
export async function init(args: InitArgs, context: CliContext): Promise<0 | 1 | 130> {
  if (args.check && !args.agents) throw new HumanError('--check goes with --agents: add that.');
  const { source, migrationsFolder } = await openProject(args, context.cwd, { prisma8: 'init' });
  assertPostgres(source);
  const [unread] = source.unread ?? [];
  if (unread) throw new HumanError(`${unread.file} could not be read: ${unread.reason}.`);
  const matchPattern = stoppableMatcher();
  const agents = { files: findAgentFiles(source.root), environments: environmentsOf(source) };
  if (args.check) {
    const project = await ReplayedProject.open(source, loadGrammar);
    const exitCode = await checkAgents(project, { ...agents, matchPattern }, readOrThrow, args, context);
    tellCuts(project, context);
    return exitCode;
  }
  const { indexes, note } = await liveIndexes(source, args.env, context.env);
  const project = await ReplayedProject.open(source, loadGrammar);
  const plan = await planInit(project, {
    ...{ matchPattern, agents },
    tools: findToolFiles(source.root, migrationsFolder),
    readText: readOrThrow,
    liveIndexes: indexes,
  });
  if (note !== undefined) complain(context, note);
  tellCuts(project, context);
  const { yes = false, dryRun = false } = args;
  const wanted = wantedOf(args);
  const outcome = await listAndOffer(
    plan,
    { wanted, yes, dryRun },
    { ask: (offer) => context.ask.yesOrNo(printable(questionOf(offer))), write },
  );
  if (outcome.kind === 'left') {
    complain(context, 'Nothing was written.');
    return 130;
  }
  const pastes = pastesFor(findSetUps(source.root), context.version);
  context.stdout.write(initPretty(plan, outcome, { wanted, pastes }, pageOf(context, args.color)));
  return 0;
}

function wantedOf(given: InitArgs): OfferKind[] {
  const all = {
    declare: given.declare,
    gitattributes: given.gitattributes,
    'formatter-ignores': given.formatterIgnores,
    'readonly-include': given.readonlyInclude,
    agents: given.agents,
  } satisfies Record<OfferKind, boolean | undefined>;
  const kinds: OfferKind[] = [
    ...(['declare', 'gitattributes', 'formatter-ignores', 'readonly-include', 'agents'] as const),
  ];
  return kinds.filter((kind) => all[kind] === true);
}

/** Those that the project itself names: what else there may be, its files do not tell. */
function environmentsOf(source: LintSource): AgentEnvironment[] {
  return namedEnvironments(environmentProject(source))
    .filter(({ name, isConfigured }) => isConfigured || name === usualEnvironment)
    .map(({ name, production }) => ({ name, isProduction: production }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The indexes of the database, if it can be asked; nobody needs one for this, unless they name it. */
async function liveIndexes(
  source: LintSource,
  name: string,
  env: CliContext['env'],
): Promise<{ indexes: readonly CatalogueIndex[] | undefined; note: string | undefined }> {
  try {
    const environment = await findEnvironment(name, environmentProject(source), { env });
    const indexes = await whileOpen(environment, (database) => database.readIndexes());
    return { indexes, note: undefined };
  } catch (error) {
    if (name === 'local' && error instanceof NoDatabaseUrl) return { indexes: undefined, note: undefined };
    if (name !== 'local' || !isHumanError(error)) throw error;
    const note = `The local database was not asked: ${error.message}`;
    return { indexes: undefined, note };
  }
}

function readOrThrow(file: string): string | undefined {
  try {
    return decodeText(readRegularFile(file));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new HumanError(`${file} could not be read, so nothing was written: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/** All files are looked at before the first is written. */
function write(changes: readonly FileChange[]): void {
  for (const { file } of changes) refuseLinks(file);
  const checked = changes.map(({ file, before, after }) => ({
    file,
    after,
    known: before === undefined ? undefined : checkFile(file, before),
  }));
  for (const { file, after, known } of checked) {
    if (known) replaceFile(known, after);
    else writeNew(file, after);
  }
}

function writeNew(file: string, text: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new HumanError(`${file} could not be written: ${reasonOf(error)}.`, { cause: error });
  }
}
