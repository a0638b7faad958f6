import * as vscode from 'vscode';
import { bugAdvice } from '../../core/bug-advice';
import { isHumanError } from '../../core/human-error';
import { ids } from '../ids';
import { logCrash } from '../log-crash';
import { cancel } from './cancel';
import { checkDrift } from './check-drift';
import { checkOutMissing } from './check-out-missing';
import type { CommandContext } from './context';
import { copyAsText } from './copy-as-text';
import { copyName } from './copy-name';
import { copyStatement } from './copy-statement';
import { declareIndex } from './declare-index';
import { dev } from './dev';
import { findMigration } from './find-migration';
import { fixAll } from './fix-all';
import { fixAllCosmetic } from './fix-all-cosmetic';
import { fixDrift } from './fix-drift';
import { forgetDatabaseUrl } from './forget-database-url';
import { forgetIndex } from './forget-index';
import { goToDrop } from './go-to-drop';
import { goToOrigin } from './go-to-origin';
import { init } from './init';
import { inspect } from './inspect';
import { keepLocally } from './keep-locally';
import { lintWorkspace } from './lint-workspace';
import { listIndex } from './list-index';
import { migrate } from './migrate';
import { openMigration } from './open-migration';
import { openTerminal } from './open-terminal';
import { openWalkthrough } from './open-walkthrough';
import { pgliteSchema } from './pglite-schema';
import { predict } from './predict';
import { putBack } from './put-back';
import { refresh } from './refresh';
import { restoreIndex } from './restore-index';
import { safeMigrate } from './safe-migrate';
import { selectEnvironment } from './select-environment';
import { setDatabaseUrl } from './set-database-url';
import { showDifference } from './show-difference';
import { showLog } from './show-log';
import { showLogs } from './show-logs';
import { showMissing } from './show-missing';
import { showMore } from './show-more';
import { useOfferedSetting } from './use-offered-setting';
import { verify } from './verify';

/**
 * Every command of the manifest; the file that is named after it has all of it. Anybody can call a command, with anything:
 * each looks itself after trust, and after what it is given.
 */
const commands: Readonly<
  Record<keyof typeof ids.commands, (context: CommandContext, ...given: readonly unknown[]) => unknown>
> = {
  refresh,
  showDifference,
  fixDrift,
  fixAllCosmetic,
  migrate,
  safeMigrate,
  dev,
  checkDrift,
  inspect,
  verify,
  predict,
  init,
  pgliteSchema,
  lintWorkspace,
  restoreIndex,
  selectEnvironment,
  showMore,
  copyName,
  copyStatement,
  findMigration,
  copyAsText,
  openMigration,
  openTerminal,
  cancel,
  declareIndex,
  listIndex,
  forgetIndex,
  goToOrigin,
  goToDrop,
  putBack,
  showMissing,
  checkOutMissing,
  showLogs,
  showLog,
  fixAll,
  keepLocally,
  openWalkthrough,
  setDatabaseUrl,
  forgetDatabaseUrl,
  useOfferedSetting,
};

export function registerCommands(context: CommandContext): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(
        ids.commands[name as keyof typeof commands],
        async (...given: unknown[]) => {
          try {
            return await run(context, ...given);
          } catch (error) {
            throw asReported(error, context);
          }
        },
      ),
    ),
  );
}

/** VS Code shows the message of what a command throws: of an error that nobody foresaw it says what to do. */
function asReported(error: unknown, { log }: Pick<CommandContext, 'log'>): unknown {
  if (isHumanError(error) || error instanceof vscode.CancellationError) return error;
  logCrash(log, error);
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}. ${bugAdvice()}`, { cause: error });
}
