import type { OpenDatabase } from '../adapters/database/open-database';
import { findEnvironment } from '../adapters/environments/find-environment';
import { environmentProject } from '../adapters/environments/project';
import type { Environment } from '../workflows/environment';
import type { LintSource } from '../workflows/lint-source';

/**
 * Finds the database of an environment. Nothing is connected yet.
 *
 * @throws HumanError where there is no such environment, or no URL for it
 */
export async function connect(source: LintSource, environment: string): Promise<OpenDatabase> {
  return await open(await environmentOf(source, environment));
}

/** @throws HumanError as connect */
function environmentOf(source: LintSource, name: string): Promise<Environment> {
  return findEnvironment(name, environmentProject(source), { env: process.env });
}

/** Past a pooler, where the project knows a way. */
export async function open({
  url,
  directUrl,
}: Pick<Environment, 'url' | 'directUrl'>): Promise<OpenDatabase> {
  const { openDatabase } = await import('../adapters/database/open-database');
  return openDatabase(directUrl ?? url);
}
