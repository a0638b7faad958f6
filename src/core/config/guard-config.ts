import type { Problem } from '../json/problem';
import type { RuleSettings } from '../linter/findings/rule-settings';
import type { LimitingCode } from './project-code';
import type { EnvironmentSetting } from './environment-setting';

/** What migration-guard.json says. Of a file with mistakes, what is right in it. */
export interface GuardConfig extends RuleSettings {
  readonly file: string;
  /** Whether a migration, given as its file's path or URI, is not to be looked at. */
  readonly skips: (file: string) => boolean;
  readonly environments: ReadonlyMap<string, EnvironmentSetting>;
  /** Program and arguments that call Prisma; undefined for the one in node_modules. */
  readonly prismaCommand: readonly string[] | undefined;
  /** The project's Prisma config, where Prisma does not find it by itself; relative to this file's folder. */
  readonly prismaConfig: string | undefined;
  /** When code of the project may run at most. */
  readonly projectCode: LimitingCode | undefined;
  /** A SQL file that runs before the first migration on an embedded database; relative to this file's folder. */
  readonly prelude: string | undefined;
  /** Hosts besides this machine that count as local, in lower case. */
  readonly localHosts: readonly string[];
  readonly problems: readonly Problem[];
}
