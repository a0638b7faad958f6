import type { Range } from '../../range';
import type { Severity } from './finding';

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

/** An element of `paths`: migrations that are not looked at, as in .gitignore. */
export interface SkippedPath {
  readonly pattern: string;
  /** Whether it, by itself, speaks of the migration's file. */
  readonly matches: (file: string) => boolean;
  readonly range: Range;
}

/** What migration-guard.json says of rules. */
export interface RuleSettings {
  /** By rule; rules that are not named keep their own severities. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Where each severity stands in the file. */
  readonly severityRanges: ReadonlyMap<string, Range>;
  readonly ignore: readonly IgnoreEntry[];
  readonly skippedPaths: readonly SkippedPath[];
}
