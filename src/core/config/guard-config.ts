import type { Range, Severity } from '../linter/finding';
import type { EnvironmentSetting } from './environment-setting';
import type { Problem } from './problem';

/** An entry of `ignore`: a finding that is wanted. */
export interface IgnoreEntry {
  readonly migration: string;
  readonly rule: string;
  /** Undefined stands for every index. */
  readonly index: string | undefined;
  readonly reason: string;
  /** Where the entry stands in the file. */
  readonly range: Range;
}

/** What migration-guard.json says. Of a file with mistakes, what is right in it. */
export interface GuardConfig {
  readonly file: string;
  /** By rule; rules that are not named keep their own severities. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly ignore: readonly IgnoreEntry[];
  /** Whether a migration, given as its file's path or URI, is not to be looked at. */
  readonly skips: (file: string) => boolean;
  readonly environments: ReadonlyMap<string, EnvironmentSetting>;
  /** Program and arguments that call Prisma; undefined for the one in node_modules. */
  readonly prismaCommand: readonly string[] | undefined;
  /** A SQL file that runs before the first migration on an embedded database; relative to this file's folder. */
  readonly prelude: string | undefined;
  /** Hosts besides this machine that count as local, in lower case. */
  readonly localHosts: readonly string[];
  readonly problems: readonly Problem[];
}
