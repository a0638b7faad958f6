import { sameDefinition } from '../ledger/definition';
import { definitionOf } from '../ledger/definition-of';
import type { IndexEvent } from '../ledger/events';
import { lackedProperties, type Loss } from '../ledger/losses';
import type { Grammar } from '../sql/grammar';
import { entryOfEvent, isMadeBy, type EntryTrial } from './named-entries';

/**
 * Losses as they are when the `createPattern` of an index's entry is applied: an index that a matching CREATE INDEX makes
 * again under another name is not dropped, but at most weakened or rebuilt.
 */
export function withMadeAgain(
  losses: readonly Loss[],
  events: readonly IndexEvent[],
  trial: EntryTrial,
  grammar: Grammar,
): Loss[] {
  return losses.flatMap((loss): Loss[] => {
    if (loss.kind !== 'drop' || loss.event.kind !== 'dropped') return [loss];
    const entry = entryOfEvent(loss.event, trial);
    if (entry?.createPattern === undefined) return [loss];
    const made = events.find((event) => event.kind === 'created' && isMadeBy(event, entry, trial));
    if (made?.kind !== 'created') return [loss];
    const replacement = made.index;
    const was = definitionOf(loss.atEnd, grammar);
    const now = definitionOf(replacement, grammar);
    const lacks = was && now ? lackedProperties(was, now) : [];
    if (lacks.length > 0) return [{ ...loss, kind: 'weaken', replacement, lacks }];
    return was && now && sameDefinition(was, now) ? [{ ...loss, kind: 'rebuild', replacement }] : [];
  });
}
