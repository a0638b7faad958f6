import { isLocal, type Environment } from '../workflows/environment';
import type { LintSource } from '../workflows/lint-source';
import type { OpenDatabase } from './database/open-database';
import { findDatabase, type NamedDatabase } from './environments/find-environment';
import { environmentProject } from './environments/project';
import type { Variables } from './process/variables';

/** Past a pooler, where the project knows a way. */
async function open(environment: Environment): Promise<OpenDatabase> {
  const { openDatabase } = await import('./database/open-database');
  const { url, directUrl } = environment;
  return openDatabase(directUrl ?? url, { isLocal: isLocal(environment) });
}

/** Opens the database, asks it, and closes it again, whatever happens. */
export async function whileOpen<T>(
  environment: Environment,
  ask: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const database = await open(environment);
  try {
    return await ask(database);
  } finally {
    await database.close();
  }
}

/**
 * The same for the database that a person names.
 *
 * @throws HumanError where there is no such environment, or no URL for it
 */
export async function askDatabase<T>(
  source: LintSource,
  named: NamedDatabase,
  { env }: { readonly env: Variables },
  ask: (database: OpenDatabase, environment: Environment) => Promise<T>,
): Promise<T> {
  const environment = await findDatabase(named, environmentProject(source), { env });
  return await whileOpen(environment, (database) => ask(database, environment));
}
