import type { FileProblem } from '../json/problem';
import type { RuleSettings } from '../linter/findings/rule-settings';
import type { LimitingCode } from './project-code';
import type { EnvironmentSetting } from './environment-setting';

/** A path in a file of settings: it starts from that file's folder. */
export interface NamedPath {
  readonly path: string;
  readonly namedBy: string;
}

/** What migration-guard.json and the files that it extends say. Of files with mistakes, what is right in them. */
export interface GuardConfig extends RuleSettings {
  readonly file: string;
  /** Whether a migration, given as its file's path or URI, is not to be looked at. */
  readonly skips: (file: string) => boolean;
  /** Whether vector queries are looked for in a file of code, given as its path or URI; undefined where nothing is said. */
  readonly hasQueries: ((file: string) => boolean) | undefined;
  readonly environments: ReadonlyMap<string, EnvironmentSetting>;
  /** Program and arguments that call Prisma; undefined for the one in node_modules. */
  readonly prismaCommand: readonly string[] | undefined;
  /** The project's Prisma config, where Prisma does not find it by itself; relative to this file's folder. */
  readonly prismaConfig: string | undefined;
  /** When code of the project may run at most. */
  readonly projectCode: LimitingCode | undefined;
  /** A SQL file that runs before the first migration on an embedded database. */
  readonly prelude: NamedPath | undefined;
  /** Hosts besides this machine that count as local, in lower case. */
  readonly localHosts: readonly string[];
  readonly problems: readonly FileProblem[];
}
