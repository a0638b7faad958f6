import fs from 'node:fs';
import path from 'node:path';
import type { CatalogueIndex } from '../../core/database/catalogue';
import { HumanError, isHumanError } from '../../core/human-error';
import { loadGrammar } from '../../core/sql/grammar';
import { findEnvironment } from '../../adapters/environments/find-environment';
import { environmentProject } from '../../adapters/environments/project';
import { NoDatabaseUrl } from '../../adapters/environments/resolved';
import { onlyOpened } from '../../adapters/project/only-project';
import { openProjects } from '../../adapters/project/open-projects';
import { stoppableMatcher } from '../../adapters/project/pattern-matcher';
import { decodeText, isMissing, readRegularFile, reasonOf } from '../../adapters/project/regular-file';
import { findToolFiles } from '../../adapters/project/tool-files';
import { planInit, type FileChange } from '../../workflows/init';
import type { LintSource } from '../../workflows/lint-source';
import { assertPostgres } from '../../workflows/predict';
import { ReplayedProject } from '../../workflows/replayed-project';
import { askAnswer } from '../ask';
import { runInit } from '../commands/init';
import type { InitArgs } from '../commands/init-args';
import { open } from '../connect';
import { checkFile, replaceFile } from '../write-file';
import type { Machine } from './machine';

/** `init` on this machine. */
export function init(args: InitArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  return runInit(args, {
    plan: async ({ project, env: name }) => {
      const projects = await openProjects(project === undefined ? [] : [project], { cwd });
      const { source, migrationsFolder } = onlyOpened(projects, cwd);
      assertPostgres(source);
      const [unread] = source.unread ?? [];
      if (unread) throw new HumanError(`${unread.file} could not be read: ${unread.reason}.`);
      const { indexes, note } = await liveIndexes(source, name, env);
      const plan = await planInit(await ReplayedProject.open(source, loadGrammar), {
        matchPattern: stoppableMatcher(),
        tools: findToolFiles(source.root, migrationsFolder),
        readText: readOrThrow,
        liveIndexes: indexes,
      });
      return { plan, note };
    },
    ask: askAnswer,
    write,
    ...{ cwd, env, stdout, stderr },
  });
}

/** The indexes of the database, if it can be asked; nobody needs one for this, unless they name it. */
async function liveIndexes(
  source: LintSource,
  name: string,
  env: Machine['env'],
): Promise<{ indexes: readonly CatalogueIndex[] | undefined; note: string | undefined }> {
  try {
    const database = await open(await findEnvironment(name, environmentProject(source), { env }));
    try {
      return { indexes: await database.readIndexes(), note: undefined };
    } finally {
      await database.close();
    }
  } catch (error) {
    if (name === 'local' && error instanceof NoDatabaseUrl) return { indexes: undefined, note: undefined };
    if (name !== 'local' || !isHumanError(error)) throw error;
    const note = `The local database was not looked at: ${error.message}`;
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
