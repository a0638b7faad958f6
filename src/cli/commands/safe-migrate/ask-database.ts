import { whileOpen } from '../../../adapters/ask-database';
import type { OpenDatabase } from '../../../adapters/database/open-database';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import { isHumanError } from '../../../core/human-error';
import type { LintSource } from '../../../workflows/lint-source';
import type { CliContext } from '../../context';
import type { SafeMigrateArgs } from './args';

/** Asks the database of the environment; undefined where that cannot be done. */
export type AskDatabase = <T>(ask: (database: OpenDatabase) => Promise<T>) => Promise<T | undefined>;

/** @param tell gets the reason why none could be asked, a sentence */
export function askerOf(
  { offline = false, env: environment }: SafeMigrateArgs,
  source: LintSource,
  { env }: CliContext,
  tell: (why: string) => void,
): AskDatabase {
  return async (ask) => {
    if (offline) return undefined;
    try {
      return await whileOpen(await findEnvironment(environment, environmentProject(source), { env }), ask);
    } catch (error) {
      if (!isHumanError(error)) throw error;
      tell(error.message);
      return undefined;
    }
  };
}
