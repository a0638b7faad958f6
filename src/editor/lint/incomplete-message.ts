import type { UnreadFile } from '../../workflows/lint-source';

/** More would not be read in the Problems panel; the log has them all. */
const mostNamed = 3;

/** What the log says of a file or folder that could not be read. */
export function unreadLine({ file, reason }: UnreadFile, nameOf: (file: string) => string): string {
  return `${nameOf(file)} could not be read: ${reason}.`;
}

/**
 * What is said of a document whose project could not be read whole; undefined where it could.
 *
 * @param nameOf how a person names a file or folder
 */
export function incompleteMessage(
  unread: readonly UnreadFile[],
  nameOf: (file: string) => string,
): string | undefined {
  if (unread.length === 0) return undefined;
  const named = unread.slice(0, mostNamed).map((file) => unreadLine(file, nameOf));
  const more = unread.length - named.length;
  const rest = more > 0 ? ` ${more} more are in the log.` : '';
  return `What is found here may be incomplete, because part of the project is missing. ${named.join(' ')}${rest}`;
}
