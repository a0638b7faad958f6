import type { SettingOffer } from '../../core/config/setting-offer';
import { composeFilesAround } from './compose-services';
import { offerOf } from './offer';
import type { EnvironmentProject } from './project';

/**
 * Offers to list hosts as local, where a file of Docker Compose or of a dev container in the repository starts a database
 * under each of these names.
 *
 * @param hosts those of an environment that are not local
 */
export function hostsOffer(hosts: readonly string[], project: EnvironmentProject): SettingOffer | undefined {
  // What has a dot in it is a name of the network, not of a service.
  if (hosts.length === 0 || hosts.some((host) => /[./:]/.test(host))) return undefined;
  const started = composeFilesAround(project.root);
  const isStarted = (host: string): boolean => started.some((one) => one.hosts.includes(host.toLowerCase()));
  if (!hosts.every(isStarted)) return undefined;
  const [first = ''] = hosts;
  const found = started.find((one) => one.hosts.includes(first.toLowerCase()));
  return found && offerOf({ kind: 'local-hosts', hosts }, found.file, project);
}
