import type { Change } from '../change/change';
import type { HistoryChange } from '../change/history-change';
import type { HistoryReport, Report } from '../findings/report';
import type { RuleInfo } from '../findings/rule-metadata';
import type { Example } from './example';

export interface Rule extends RuleInfo {
  /** Says nothing unless migration-guard.json gives it a severity. */
  readonly isOffByDefault?: true;
  readonly check: (change: Change) => Report[];
  readonly examples: readonly Example[];
}

/** A rule about what became of settled migrations as a whole. */
export interface HistoryRule {
  readonly id: string;
  readonly summary: string;
  readonly check: (change: HistoryChange) => HistoryReport[];
}
