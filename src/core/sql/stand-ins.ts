// The comment lines that stand for a statement that was left out. What they say is read again by headings.ts: the
// statements around such a comment must not look as if Prisma had written them, nor cease to.

/** A name as it can stand in a comment line, also inside the body of a DO block. */
function nameInComment(name: string): string {
  return /^[\p{L}\p{N}_.: -]+$/u.test(name) ? name : 'an index';
}

/**
 * In the place of a DROP INDEX.
 *
 * @param reason goes on behind the name; no line ends, quotes, backslashes or dollars
 */
export function keptComment(name: string, reason: string): string {
  return `-- migration-guard: kept ${nameInComment(name)}${reason}`;
}

/** In the place of a CREATE INDEX; `reason` as above. */
export function staysComment(name: string, reason = ''): string {
  return `-- migration-guard: ${nameInComment(name)} stays as it is${reason}`;
}

/** The verb of the statement that a comment stands for; `content` is the comment without its dashes. */
export function standsFor(content: string): 'drop' | 'create' | undefined {
  if (content.startsWith('migration-guard: kept ')) return 'drop';
  return /^migration-guard: .* stays as it is/.test(content) ? 'create' : undefined;
}
