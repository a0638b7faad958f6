import type { Comment } from './scan';
import type { Statement } from './statements';

/** The text of a comment line without its dashes. */
export function commentText(text: string, comment: Comment): string {
  const source = text.slice(comment.start, comment.end);
  return comment.kind === 'line' ? source.slice(2).trim() : source.replace(/^\/\*|\*\/$/g, '').trim();
}

/**
 * The comment line with which Prisma heads a generated statement (`-- DropIndex`), or undefined. One heading may cover
 * several statements of one kind that follow each other without a comment between them.
 */
export function headingOf(
  text: string,
  statements: readonly Statement[],
  statement: Statement,
  heading: string,
): Comment | undefined {
  const verb = (s: Statement): string => text.slice(s.start, s.tokens[0]?.end).toLowerCase();
  for (let i = statement.index; i >= 0; i--) {
    const candidate = statements[i];
    if (!candidate || verb(candidate) !== verb(statement)) return undefined;
    const own = candidate.leading.findLast(
      (comment) => comment.kind === 'line' && commentText(text, comment) === heading,
    );
    if (own) return own;
    if (candidate.leading.length > 0) return undefined;
  }
  return undefined;
}
