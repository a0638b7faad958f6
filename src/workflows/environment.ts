import { settingSentence, type SettingOffer } from '../core/config/setting-offer';
import type { DatabaseUrl } from '../core/environment/database-url';

/** A database by its name, resolved: ready to connect to. */
export interface Environment {
  /** As a person calls it: `local`, `prod`, or a name of migration-guard.json. */
  readonly name: string;
  readonly url: DatabaseUrl;
  /** The way past a pooler, where the project has one. */
  readonly directUrl?: DatabaseUrl | undefined;
  readonly shadowUrl?: DatabaseUrl | undefined;
  readonly production: boolean;
  /** The hosts of its URLs that are neither this machine nor listed as local. */
  readonly remoteHosts: readonly string[];
  /** Lists those hosts as local, where a compose file of the repository starts a database under each of them. */
  readonly hostsOffer?: SettingOffer | undefined;
  /** The production environment whose database this one turns out to be, where its own name does not say so. */
  readonly productionAs?: string | undefined;
  /** Where the URL was found, for messages: `DATABASE_URL of .env`. */
  readonly from: string;
}

/**
 * Whether one person develops with it: decided by where it is, never by its name, for in a container `local` may be
 * production.
 */
export function isLocal({
  production,
  remoteHosts,
}: Pick<Environment, 'production' | 'remoteHosts'>): boolean {
  return !production && remoteHosts.length === 0;
}

/** How to say that the hosts are one's own, a sentence; only for an environment that is no production. */
export function listHostsSentence({
  remoteHosts,
  hostsOffer,
}: Pick<Environment, 'remoteHosts' | 'hostsOffer'>): string {
  if (hostsOffer) {
    const what = `${remoteHosts.join(' and ')} ${remoteHosts.length === 1 ? 'is a service' : 'are services'}`;
    return `${what} of ${hostsOffer.found}. If that runs on your machine, ${settingSentence(hostsOffer)}.`;
  }
  const [what, one] = remoteHosts.length === 1 ? ['that host is', 'it'] : ['those hosts are', 'them'];
  return `If ${what} your own, such as a service of Docker Compose, list ${one} in migration-guard.json: "localHosts": ${JSON.stringify(remoteHosts)}.`;
}
