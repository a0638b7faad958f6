import type { Range } from '../../range';
import type { Severity } from './finding';

/** Where something stands: in migration-guard.json, or in a file that it extends. */
export interface WrittenAt {
  readonly file: string;
  readonly range: Range;
}

/** An entry of `ignore`: a finding that is wanted. */
export interface IgnoreEntry extends WrittenAt {
  readonly migration: string;
  readonly rule: string;
  /** Undefined stands for every index. */
  readonly index: string | undefined;
  readonly reason: string;
}

/** An element of `paths`: migrations that are not looked at, as in .gitignore. */
export interface SkippedPath extends WrittenAt {
  readonly pattern: string;
  /** Whether it, by itself, speaks of the migration's file. */
  readonly matches: (file: string) => boolean;
}

/** What migration-guard.json says of rules. */
export interface RuleSettings {
  /** By rule; rules that are not named keep their own severities. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Where each severity stands. */
  readonly severityPlaces: ReadonlyMap<string, WrittenAt>;
  readonly ignore: readonly IgnoreEntry[];
  readonly skippedPaths: readonly SkippedPath[];
}
