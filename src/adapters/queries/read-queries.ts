import { vectorOperatorPattern } from '../../core/vectors/operators';
import type { FileTree } from '../files/file-tree';
import { isMissing, readBeginning, reasonOf } from '../files/regular-file';

/** What a file says when it is looked into for vector operators. */
export type ReadQueries =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unread'; readonly reason: string };

/** Larger files are bundles and dumps, which nobody wrote. */
const mostBytes = 2 * 1024 * 1024;

/**
 * Reads files one after the other. On disk that is done here: what has no operator, as nearly every file has none, is
 * neither decoded nor remembered, and at once is quicker than through node's threads where files are small.
 */
export function fileReader(tree: FileTree): (file: string) => ReadQueries | Promise<ReadQueries> {
  const root = tree.realPath?.('');
  if (root === undefined) {
    return async (file) => {
      const text = await tree.read(file);
      if (text === undefined) return { kind: 'none' };
      if (text.length > mostBytes) return { kind: 'too-large' };
      return vectorOperatorPattern.test(text) ? { kind: 'found', text } : { kind: 'none' };
    };
  }
  const buffer = Buffer.allocUnsafe(mostBytes + 1);
  return (file) => {
    try {
      const length = readBeginning(`${root}/${file}`, buffer);
      if (length > mostBytes) return { kind: 'too-large' };
      // The operators are ASCII, which is the same in UTF-8.
      if (!vectorOperatorPattern.test(buffer.toString('latin1', 0, length))) return { kind: 'none' };
      return { kind: 'found', text: buffer.toString('utf8', 0, length) };
    } catch (error) {
      return isMissing(error) ? { kind: 'none' } : { kind: 'unread', reason: reasonOf(error) };
    }
  };
}
