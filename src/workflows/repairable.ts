import { isSameDatabase, type DatabaseIdentity } from '../core/environment/identity';
import { isHumanError } from '../core/human-error';
import type { DatabaseUrl } from '../core/environment/database-url';
import type { SettingOffer } from '../core/config/setting-offer';
import { listHostsSentence } from './environment';

/** The database of an environment in which somebody wants to repair something. */
export interface RepairTarget {
  /** The environment's name. */
  readonly environment: string;
  readonly url: DatabaseUrl;
  readonly production: boolean;
  /** Its hosts that are neither this machine nor listed as local. */
  readonly remoteHosts: readonly string[];
  readonly hostsOffer?: SettingOffer | undefined;
}

/** Why rows of this database are not to be written to, as far as its URL tells; undefined where they may be. */
export function whyNotByUrl(target: RepairTarget): string | undefined {
  const { environment, url, production, remoteHosts } = target;
  const only = `fix-drift writes to local databases only, and ${environment} is`;
  const restore = 'restore the file instead: fix-drift --restore-file <migration>.';
  if (production) return `${only} production (${url.location}): ${restore}`;
  if (remoteHosts.length > 0) {
    return `${only} at ${url.location}. ${listHostsSentence(target)} In a shared database, ${restore}`;
  }
  if (url.isPooled) {
    return `The URL of ${environment} goes through a connection pooler, where Prisma's lock is not reliable. Give the URL of the server itself (Prisma calls it the direct URL).`;
  }
  return undefined;
}

/** Another environment, or the same one if it is production. */
export interface OtherEnvironment {
  readonly name: string;
  readonly url: DatabaseUrl;
  readonly production: boolean;
  /** Rejects with HumanError where it cannot be reached. */
  readonly readIdentity: () => Promise<DatabaseIdentity>;
}

/** Whether others use a database too. */
export interface Sharing {
  /** The environment whose database it is. */
  readonly name: string | undefined;
  /** A sentence for each environment that could not be compared with. */
  readonly notCompared: readonly string[];
}

/**
 * Finds the environment, other than the target's own, whose database the target is: by host and database name, else by
 * what the servers themselves say, which sees through tunnels and aliases. The target's own environment counts if it is
 * production.
 *
 * @throws HumanError where the target itself cannot be asked
 */
export async function findSharedWith(
  { environment, url }: Pick<RepairTarget, 'environment' | 'url'>,
  readIdentity: () => Promise<DatabaseIdentity>,
  others: readonly OtherEnvironment[],
): Promise<Sharing> {
  const shared = others.filter(({ name, production }) => production || name !== environment);
  const byUrl = shared.find((other) => other.url.isSameDatabase(url));
  if (byUrl || shared.length === 0) return { name: byUrl?.name, notCompared: [] };
  const own = await readIdentity();
  const found = await Promise.all(shared.map((other) => compare(own, other)));
  return {
    name: found.find(({ isSame }) => isSame)?.name,
    notCompared: found.flatMap(({ failure }) => failure ?? []),
  };
}

async function compare(
  own: DatabaseIdentity,
  { name, readIdentity }: OtherEnvironment,
): Promise<{ name: string; isSame: boolean; failure?: string }> {
  try {
    return { name, isSame: isSameDatabase(own, await readIdentity()) };
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return { name, isSame: false, failure: error.message };
  }
}
