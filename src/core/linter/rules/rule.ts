import type { Change } from '../change/change';
import type { HistoryChange } from '../change/history-change';
import type { HistoryReport, QueryReport, Report } from '../findings/report';
import type { JudgedQuery } from '../query/judged-query';
import type { RuleMetadata } from '../findings/rule-metadata';

/** A rule about a migration by itself. */
export interface Rule extends RuleMetadata {
  readonly check: (change: Change) => Report[];
}

/** A rule about what became of settled migrations as a whole. */
export interface HistoryRule extends RuleMetadata {
  readonly check: (change: HistoryChange) => HistoryReport[];
}

/** A rule about a query, wherever it stands. */
export interface QueryRule extends RuleMetadata {
  readonly check: (query: JudgedQuery) => QueryReport[];
}
