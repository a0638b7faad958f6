import type { IndexEvent } from '../ledger/events';
import type { IndexRecord } from '../ledger/records';
import { findObjectEntry } from '../protection/drift-ignore';
import type { Range } from '../range';
import type { Change } from './change/change';
import type { Report } from './findings/report';

type Dropped = Extract<IndexEvent, { kind: 'dropped' }>;

const droppedByEvents = new WeakMap<readonly IndexEvent[], ReadonlyMap<Range, Dropped>>();

/** What is dropped, by where its name stands: asked for each report, and there may be thousands. */
function droppedAt(events: readonly IndexEvent[]): ReadonlyMap<Range, Dropped> {
  const known =
    droppedByEvents.get(events) ??
    new Map(events.flatMap((event) => (event.kind === 'dropped' ? [[event.name.range, event]] : [])));
  droppedByEvents.set(events, known);
  return known;
}

/**
 * Whether what a rule says of a migration is reported: of a settled one only while its loss lasts.
 *
 * @param isMissedAtEnd whether an index that it drops would be of use at the end of the history, if it had been kept
 */
export function isReported(
  report: Report,
  change: Change,
  isMissedAtEnd: (index: IndexRecord) => boolean,
): boolean {
  const { objects } = report;
  // What one new migration takes and a later one makes again is there when all have run.
  if (objects && !objects.some((loss) => change.isObjectMissed(loss))) return false;
  if (change.state !== 'settled') return true;
  if (report.severity === 'hint' || report.severity === 'info') return false;
  if (report.loss === 'rebuild') return false;
  if (objects) return report.intent === 'generated' || isListed(objects, change);
  // Elsewhere it was applied, so PostgreSQL took it.
  if (report.loss === 'duplicate' || !report.index) return false;
  if (change.existsAtEnd(report.index) || change.madeLater(report.index)) return false;
  if (isDecided(report, change)) return false;
  const event = droppedAt(change.events).get(report.range);
  return !event || isMissedAtEnd(event.index);
}

/** What a person decided and a team has merged is no news, unless drift-ignore.json goes on listing the index. */
function isDecided({ intent, index }: Report, { before, protectionOf }: Change): boolean {
  const known = index && before.index(index.schema, index.name);
  if (!known || intent === 'generated') return false;
  const { isProtected, entry } = protectionOf(known);
  return isProtected && entry === undefined;
}

/** Whether drift-ignore.json still lists one of them. */
function isListed(objects: NonNullable<Report['objects']>, { driftIgnore }: Change): boolean {
  return objects.some(({ object }) => findObjectEntry(driftIgnore, object) !== undefined);
}
