import type { WrittenBy } from '../../workflows/written-by';
import { shortId } from './whereabouts';

/** Who wrote something and when. */
export function writerLabel(by: WrittenBy): string {
  switch (by.kind) {
    case 'commit': {
      const { author, date, commit, summary } = by;
      const when = date === undefined ? '' : `, ${date.slice(0, 10)}`;
      return `${author || 'nobody named'}${when}, commit ${shortId(commit)}${summary === '' ? '' : ` (${summary})`}`;
    }
    case 'uncommitted':
      return 'not committed yet';
    case 'beyond':
      return 'written before what this clone has';
    case 'no-git':
      return 'not known who wrote it: there is no git here';
    case 'failed':
      return 'not known who wrote it: git could not say';
  }
}
