import { indexNeedsAttention, type ProtectedIndexStatus } from '../../core/protection/live-state';
import { describeIndex } from '../../core/linter/change/describe-index';
import { listed } from '../../core/listed';
import { stateLines } from './state-lines';

/**
 * A protected index with its state, and what is to be known of that.
 *
 * @param wayOut what to do about one that is not as it should be, a sentence
 */
export function protectedIndexLines(
  status: ProtectedIndexStatus,
  page: { readonly width: number; readonly color: boolean },
  wayOut: (status: ProtectedIndexStatus) => string,
): string[] {
  const { index, state, live, differences } = status;
  const kind = index.record
    ? describeIndex(index.record, index.definition)
    : `listed in drift-ignore.json${index.table === undefined ? '' : `, on ${index.table}`}`;
  const sentences = [
    state === 'different' && `${live ? 'The index of that name' : 'It'} has ${listed(differences)}.`,
    status.editedIn !== undefined &&
      `${status.editedIn}, which makes it, was changed after it was applied, so the index may be right.`,
    state === 'invalid' &&
      'Its concurrent build was interrupted: it slows down writes, and no query uses it.',
    indexNeedsAttention(status) && wayOut(status),
  ].filter((sentence): sentence is string => sentence !== false && sentence !== '');
  return stateLines({ state, name: index.name, kind, sentences, isBad: indexNeedsAttention(status) }, page);
}
