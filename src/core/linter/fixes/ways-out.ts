import type { Fix } from '../findings/finding';
import { definitionOf } from '../../ledger/definition-of';
import type { Change } from '../change/change';
import type { Report } from '../findings/report';
import type { Grammar } from '../../sql/grammar';
import { deliberateFix } from './deliberate';
import type { DriftIgnoreFile } from '../../protection/drift-ignore';
import { listFix } from './list';

/** An index that is protected by what it is can be listed, so that the next reader knows why. */
function listing(change: Change, report: Report, grammar: Grammar, target: DriftIgnoreFile): Fix | undefined {
  const before = report.index && change.before.index(report.index.schema, report.index.name);
  // A renamed one is to be known by its new name.
  const index = before && report.loss === 'rename' ? change.after.indexById(before.id) : before;
  if (!index) return undefined;
  const { isProtected, entry } = change.protectionOf(index);
  if (!isProtected || entry) return undefined;
  const definition = definitionOf(index, grammar);
  const described = change.describe(index);
  return listFix({ index, definition, described, sql: change.createStatementOf(index) }, target);
}

/** What every loss can be answered with, whichever rule tells of it. None of these is preferred. */
export function waysOut(
  change: Change,
  rule: string,
  report: Report,
  grammar: Grammar,
  target: DriftIgnoreFile,
): Fix[] {
  if (report.loss === undefined || change.state === 'settled') return [];
  return [listing(change, report, grammar, target), deliberateFix(change, rule, report.range)].filter(
    (fix) => fix !== undefined,
  );
}
