import { nodeAt, readJson } from '../../json/read';
import type { Edit } from '../../edits';
import type { Range } from '../../range';

/**
 * The edit that takes an entry out of drift-ignore.json, with its comma and what stands between it and its neighbour;
 * everything else stays as it is.
 *
 * @param entry where the entry stands in the text
 * @returns undefined where no entry stands there
 */
export function unlistEdit(text: string, entry: Range): Edit | undefined {
  const list = nodeAt(readJson(text).root, ['protectedIndexes']);
  const entries = list?.children ?? [];
  const position = entries.findIndex(({ offset }) => offset === entry.start);
  const own = entries[position];
  if (!list || !own) return undefined;
  const next = entries[position + 1];
  const previous = entries[position - 1];
  if (next) return { range: { start: own.offset, end: next.offset }, newText: '' };
  // A trailing comma is left to the one before.
  const end = own.offset + own.length;
  if (previous) return { range: { start: previous.offset + previous.length, end }, newText: '' };
  return { range: { start: list.offset + 1, end: list.offset + list.length - 1 }, newText: '' };
}
