import type { IndexEvent } from '../ledger/events';
import { findObjectEntry } from '../protection/drift-ignore';
import type { Range } from '../range';
import type { Change } from './change/change';
import type { Report } from './findings/report';
import type { MigrationContext } from './lint';

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

/** Whether what a rule says of a settled migration is reported: only while its loss lasts. */
export function isReported(report: Report, change: Change, context: MigrationContext): boolean {
  const { objects } = report;
  // What one new migration takes and a later one makes again is there when all have run.
  if (objects && !objects.some((loss) => context.isObjectMissed(loss))) return false;
  if (context.state !== 'settled') return true;
  if (report.severity === 'hint' || report.severity === 'info') return false;
  if (report.loss === 'rebuild') return false;
  if (objects) return report.intent === 'generated' || isListed(objects, context);
  // Elsewhere it was applied, so PostgreSQL took it.
  if (report.loss === 'duplicate' || !report.index) return false;
  if (context.existsAtEnd(report.index) || context.madeLater(report.index)) return false;
  if (isDecided(report, change)) return false;
  const event = droppedAt(change.events).get(report.range);
  return !event || context.isMissedAtEnd(event.index, context.grammar);
}

/** What a person decided and a team has merged is no news, unless drift-ignore.json goes on listing the index. */
function isDecided({ intent, index }: Report, { before, protectionOf }: Change): boolean {
  const known = index && before.index(index.schema, index.name);
  if (!known || intent === 'generated') return false;
  const { isProtected, entry } = protectionOf(known);
  return isProtected && entry === undefined;
}

/** Whether drift-ignore.json still lists one of them. */
function isListed(objects: NonNullable<Report['objects']>, { driftIgnore }: MigrationContext): boolean {
  return objects.some(({ object }) => findObjectEntry(driftIgnore, object) !== undefined);
}
