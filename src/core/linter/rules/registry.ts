import type { RuleMetadata } from '../findings/rule-metadata';
import { cascadeDropsProtectedIndex } from './cascade-drops-protected-index';
import { concurrentlyNotAlone } from './concurrently-not-alone';
import { dropDeclaredIndex } from './drop-declared-index';
import { dropGeneratedDefault } from './drop-generated-default';
import { dropProtectedIndex } from './drop-protected-index';
import { dropProtectedConstraint } from './drop-protected-constraint';
import { dropProtectedTrigger } from './drop-protected-trigger';
import { dropRowLevelSecurity } from './drop-row-level-security';
import { dropUndeclaredColumn } from './drop-undeclared-column';
import { dropUnknownIndex } from './drop-unknown-index';
import { duplicateProtectedIndex } from './duplicate-protected-index';
import { editedAppliedMigration } from './edited-applied-migration';
import { editedSettledMigration } from './edited-settled-migration';
import { guardLoosened } from './guard-loosened';
import { ignoredPattern } from './ignored-pattern';
import { invalidSuppression } from './invalid-suppression';
import { lostFromHistory } from './lost-from-history';
import { notIdempotent } from './not-idempotent';
import { postgresqlRefuses } from './postgresql-refuses';
import { prismaRefuses } from './prisma-refuses';
import { rebuildProtectedIndex } from './rebuild-protected-index';
import { renameProtectedIndex } from './rename-protected-index';
import type { HistoryRule, QueryRule, Rule } from './rule';
import { sessionStateLeftRule } from './session-state-left';
import { unreadableStatement } from './unreadable-statement';
import { unusedSuppression } from './unused-suppression';
import { vectorColumnNotIndexed } from './vector-column-not-indexed';
import { vectorDimensionsTooMany } from './vector-dimensions-too-many';
import { vectorDistanceAsSimilarity } from './vector-distance-as-similarity';
import { vectorOperatorMismatch } from './vector-operator-mismatch';
import { vectorOptionUnknown } from './vector-option-unknown';
import { vectorOrderNotIndexed } from './vector-order-not-indexed';
import { weakenProtectedIndex } from './weaken-protected-index';

/** Every rule about a migration by itself, in the order in which lists of rules name them. */
export const migrationRules: readonly Rule[] = [
  dropProtectedIndex,
  weakenProtectedIndex,
  rebuildProtectedIndex,
  duplicateProtectedIndex,
  cascadeDropsProtectedIndex,
  renameProtectedIndex,
  dropDeclaredIndex,
  dropUnknownIndex,
  dropUndeclaredColumn,
  dropGeneratedDefault,
  dropProtectedConstraint,
  dropProtectedTrigger,
  dropRowLevelSecurity,
  concurrentlyNotAlone,
  postgresqlRefuses,
  vectorDimensionsTooMany,
  vectorOptionUnknown,
  unreadableStatement,
  sessionStateLeftRule,
  ignoredPattern,
  notIdempotent,
];

/** Every rule about the history as a whole. */
export const historyRules: readonly HistoryRule[] = [editedSettledMigration, lostFromHistory];

/** Every rule about queries, in code and in what migrations make. */
export const queryRules: readonly QueryRule[] = [
  vectorOperatorMismatch,
  vectorOrderNotIndexed,
  vectorDistanceAsSimilarity,
  vectorColumnNotIndexed,
];

/** Every rule there is, in the order of lists. */
export const rules: readonly RuleMetadata[] = [
  ...migrationRules,
  ...historyRules,
  ...queryRules,
  editedAppliedMigration,
  prismaRefuses,
  unusedSuppression,
  invalidSuppression,
  guardLoosened,
];

/** Rules about suppressions, and about what else lets findings through, cannot be suppressed themselves. */
function isSuppressible({ kinds }: RuleMetadata): boolean {
  return !kinds.includes('suppression') && !kinds.includes('configuration');
}

/** The ids that a suppression can name. */
export const suppressibleRules: readonly string[] = rules.filter(isSuppressible).map(({ id }) => id);

export const unsuppressibleRules: readonly string[] = rules
  .filter((rule) => !isSuppressible(rule))
  .map(({ id }) => id);
