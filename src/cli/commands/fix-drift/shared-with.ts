import { sharedDatabases } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import type { Environment } from '../../../workflows/environment';
import type { LintSource } from '../../../workflows/lint-source';
import { findSharedWith, type OtherEnvironment, type Sharing } from '../../../workflows/repairable';
import type { Repairable } from '../../../workflows/fix-drift';
import type { CliContext } from '../../context';
import { whileOpen } from '../../../adapters/ask-database';

/**
 * Compares a database with those of all other environments, which takes the programs that know their URLs.
 *
 * @throws HumanError where the database itself cannot be asked
 */
export async function sharedWith(
  source: LintSource,
  environment: string,
  { url, readIdentity }: Repairable,
  { env }: Pick<CliContext, 'env'>,
): Promise<Sharing> {
  const { environments, failures } = await sharedDatabases(environmentProject(source), { env });
  const others = environments.flatMap(otherEnvironments);
  const { name, notCompared } = await findSharedWith({ environment, url }, readIdentity, others);
  return { name, notCompared: [...new Set([...failures, ...notCompared])] };
}

/** The pooler and the server behind it may have different names. */
function otherEnvironments(environment: Environment): OtherEnvironment[] {
  const { name, production, directUrl } = environment;
  const readIdentity = () => whileOpen(environment, (database) => database.readIdentity());
  const asked = { name, production, readIdentity, url: directUrl ?? environment.url };
  return directUrl ? [asked, { ...asked, url: environment.url }] : [asked];
}
