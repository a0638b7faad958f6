import { isSameDatabase, type DatabaseIdentity } from '../core/environment/identity';
import type { DatabaseUrl } from '../core/environment/database-url';

/** The database of an environment in which somebody wants to repair something. */
export interface RepairTarget {
  /** The environment's name. */
  readonly environment: string;
  readonly url: DatabaseUrl;
  /** Whether the URL leads to this machine or to a host that the person listed as local. */
  readonly isLocal: boolean;
}

/** Why rows of this database are not to be written to, as far as its URL tells; undefined where they may be. */
export function whyNotByUrl({ environment, url, isLocal }: RepairTarget): string | undefined {
  if (!isLocal) {
    return `fix-drift writes to local databases only, and ${environment} is at ${url.place}. If that host is local too, such as a service of Docker Compose, list it in localHosts of migration-guard.json. In a shared database, restore the file instead: fix-drift --restore-file <migration>.`;
  }
  if (url.isPooled) {
    return `The URL of ${environment} leads through a connection pooler, on which Prisma's lock cannot be relied. Give the URL of the server itself (Prisma calls it the direct URL).`;
  }
  return undefined;
}

/** Another environment, or the same one if it is production. */
export interface OtherEnvironment {
  readonly name: string;
  readonly url: DatabaseUrl;
  readonly production: boolean;
  /** Rejects where it cannot be reached. */
  readonly readIdentity: () => Promise<DatabaseIdentity>;
}

/**
 * The environment, other than the target's own, whose database the target is: by host and database name, else by what
 * the servers themselves say, which sees through tunnels and aliases. One that cannot be reached is passed over. The
 * target's own environment counts if it is production.
 *
 * @throws HumanError where the target itself cannot be asked
 */
export async function findSharedWith(
  { environment, url }: Pick<RepairTarget, 'environment' | 'url'>,
  readIdentity: () => Promise<DatabaseIdentity>,
  others: readonly OtherEnvironment[],
): Promise<string | undefined> {
  const shared = others.filter(({ name, production }) => production || name !== environment);
  const byUrl = shared.find((other) => other.url.isSameDatabase(url));
  if (byUrl) return byUrl.name;
  if (shared.length === 0) return undefined;
  const own = await readIdentity();
  const found = await Promise.all(
    shared.map(async ({ name, readIdentity: ask }) => {
      const identity = await ask().catch(() => undefined);
      return identity && isSameDatabase(own, identity) ? [name] : [];
    }),
  );
  return found.flat()[0];
}
