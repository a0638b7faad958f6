import type { Loss } from '../../ledger/losses';
import { isVectorMethod } from '../../vectors/operators';
import type { Change } from './change';

/**
 * Whether an index that a person takes away is one that is missed at once (listed in drift-ignore.json, unique, of an
 * exclusion constraint or of a vector), and neither a comment or the migration's name says why it goes, nor another index
 * takes its place.
 */
export function isUnexplainedLoss(change: Change, loss: Loss): boolean {
  const { index, event, kind } = loss;
  const definition = change.definitionOf(index);
  const isMissed =
    change.protectionOf(index).entry !== undefined ||
    index.constraint === 'exclude' ||
    definition?.unique === true ||
    isVectorMethod(definition?.method ?? '');
  if (!isMissed || change.isExplained(event, index)) return false;
  // A weaker one stands in its place: that is the loss.
  return kind === 'weaken' || !change.isReplaced(loss);
}
