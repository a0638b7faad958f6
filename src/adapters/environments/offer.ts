import fs from 'node:fs';
import path from 'node:path';
import type { OfferedSetting, SettingOffer } from '../../core/config/setting-offer';
import { pathFrom } from '../files/path-from';
import type { EnvironmentProject } from './project';

/** Where migration-guard.json is, or would be. */
export function guardFileOf({ guard, root }: Pick<EnvironmentProject, 'guard' | 'root'>): string {
  return guard?.file ?? path.join(root, 'migration-guard.json');
}

/** @param found the absolute path of the file that speaks for the setting */
export function offerOf(setting: OfferedSetting, found: string, project: EnvironmentProject): SettingOffer {
  const target = guardFileOf(project);
  return { setting, found: pathFrom(project.root, found), target, isThere: fs.existsSync(target) };
}
