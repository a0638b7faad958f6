import fs from 'node:fs';
import path from 'node:path';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import { NoDatabaseUrl } from '../../../adapters/environments/resolved';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { decodeText, isMissing, readRegularFile, reasonOf } from '../../../adapters/files/regular-file';
import { findSetUps } from '../../../adapters/project/set-ups';
import { findToolFiles } from '../../../adapters/project/tool-files';
import type { CatalogueIndex } from '../../../core/database/catalogue';
import { HumanError, isHumanError } from '../../../core/human-error';
import { pastesFor } from '../../../core/init/pastes';
import { loadGrammar } from '../../../core/sql/grammar';
import { init as listAndOffer } from '../../../workflows/init';
import { planInit, type FileChange, type OfferKind } from '../../../workflows/init-plan';
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
import { initPretty, questionOf } from './pretty';

export interface InitArgs extends EnvOption, ProjectOption, ColorOption {
  /** What to do besides listing, without a question. */
  readonly declare?: boolean;
  readonly gitattributes?: boolean;
  readonly formatterIgnores?: boolean;
  readonly readonlyInclude?: boolean;
  /** All that is safe, without a question. */
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Lists the protected indexes of a project, and does what else is wanted.
 *
 * @returns 130 where the person broke off: then nothing was written
 * @throws HumanError where a file has mistakes or cannot be written
 */
export async function init(args: InitArgs, context: CliContext): Promise<0 | 130> {
  const { source, migrationsFolder } = await openProject(args, context.cwd);
  assertPostgres(source);
  const [unread] = source.unread ?? [];
  if (unread) throw new HumanError(`${unread.file} could not be read: ${unread.reason}.`);
  const { indexes, note } = await liveIndexes(source, args.env, context.env);
  const project = await ReplayedProject.open(source, loadGrammar);
  const plan = await planInit(project, {
    matchPattern: stoppableMatcher(),
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
  } satisfies Record<OfferKind, boolean | undefined>;
  const kinds: OfferKind[] = ['declare', 'gitattributes', 'formatter-ignores', 'readonly-include'];
  return kinds.filter((kind) => all[kind] === true);
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
