import { sharedDatabases } from '../adapters/environments/find-environment';
import { environmentProject } from '../adapters/environments/project';
import type { Environment } from '../workflows/environment';
import type { LintSource } from '../workflows/lint-source';
import { findSharedWith, type OtherEnvironment, type Sharing } from '../workflows/repairable';
import type { Repairable } from './commands/fix-drift-args';
import { open } from './connect';

/**
 * Compares a database with those of all other environments, which takes the programs that know their URLs.
 *
 * @throws HumanError where the database itself cannot be asked
 */
export async function sharedWith(
  source: LintSource,
  environment: string,
  { url, readIdentity }: Repairable,
): Promise<Sharing> {
  const { environments, failures } = await sharedDatabases(environmentProject(source), { env: process.env });
  const others = environments.flatMap(otherEnvironments);
  const { name, notCompared } = await findSharedWith({ environment, url }, readIdentity, others);
  return { name, notCompared: [...new Set([...failures, ...notCompared])] };
}

/** The pooler and the server behind it may have different names. */
function otherEnvironments(environment: Environment): OtherEnvironment[] {
  const { name, production, directUrl } = environment;
  const readIdentity = async () => {
    const database = await open(environment);
    try {
      return await database.readIdentity();
    } finally {
      await database.close();
    }
  };
  const asked = { name, production, readIdentity, url: directUrl ?? environment.url };
  return directUrl ? [asked, { ...asked, url: environment.url }] : [asked];
}
