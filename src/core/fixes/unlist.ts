import { modify } from 'jsonc-parser';
import { nodeAt, readJson } from '../config/json-text';
import type { Edit } from '../finding';
import type { Range } from '../range';

/**
 * Edits that take an entry out of drift-ignore.json, with its comma; everything else stays as it is.
 *
 * @param entry where the entry stands in the text
 * @returns undefined where no entry stands there
 */
export function unlistEdits(text: string, entry: Range): Edit[] | undefined {
  const entries = nodeAt(readJson(text).root, ['protectedIndexes'])?.children ?? [];
  const position = entries.findIndex(({ offset }) => offset === entry.start);
  if (position < 0) return undefined;
  return modify(text, ['protectedIndexes', position], undefined, {}).map(({ offset, length, content }) => ({
    range: { start: offset, end: offset + length },
    newText: content,
  }));
}
