import type { Range } from '../range';
import type { Severity } from './findings/finding';

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

/** What migration-guard.json says of rules. */
export interface RuleSettings {
  /** By rule; rules that are not named keep their own severities. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly ignore: readonly IgnoreEntry[];
}
