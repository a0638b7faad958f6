import { firstFrom } from '../../first-from';
import { relationName, type RelationKey } from '../../ledger/records';
import { commentText, isPrismaComment } from '../../sql/headings';
import type { Comment } from '../../sql/scan';
import type { Script, Statement } from '../../sql/statements';

/** Words of a migration's name that say that something is taken away or put in another's place. */
const removalWords: ReadonlySet<string> = new Set([
  ...[
    'drop',
    'drops',
    'dropped',
    'remove',
    'removes',
    'removed',
    'removing',
    'removal',
    'rm',
    'delete',
    'deleted',
  ],
  ...['cleanup', 'clean', 'prune', 'unused', 'redundant', 'obsolete', 'unnecessary', 'unneeded', 'duplicate'],
  ...['duplicates', 'duplicated', 'dedupe', 'replace', 'replaces', 'replaced'],
  ...['relax', 'loosen'],
]);

const indexWords: ReadonlySet<string> = new Set([
  ...[
    'index',
    'indexes',
    'indices',
    'idx',
    'idxs',
    'unique',
    'uniqueness',
    'uniq',
    'constraint',
    'constraints',
  ],
  ...['key', 'keys', 'exclusion'],
]);

/** `20240101120000_dropUserEmailIdx` as its words in lower case, without the time. */
function wordsOf(name: string): string[] {
  return name
    .replace(/^\d+_/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Words by which a migration says that it takes back what one before it did. */
const undoWords: ReadonlySet<string> = new Set([
  ...['revert', 'reverts', 'reverted', 'reverse', 'reverses', 'reversed', 'rollback', 'undo', 'undoes'],
]);

/** What goes: an index or a column, by the names that belong to it. */
export interface Going {
  readonly name: string;
  readonly table: RelationKey;
  readonly columns: readonly string[];
}

/** The migration's name says that an index goes, or what goes with this one: `drop_unused_indexes`, `remove_user_email`. */
function isNamedAfter(migration: string, { name, table, columns }: Going): boolean {
  const words = wordsOf(migration);
  if (words.some((word) => undoWords.has(word))) return true;
  if (!words.some((word) => removalWords.has(word))) return false;
  const own = new Set([name, relationName(table), ...columns].flatMap(wordsOf));
  return words.some((word) => !removalWords.has(word) && (indexWords.has(word) || own.has(word)));
}

/** Comments that say what is done, are for a tool, or belong to the file: none of them says why. */
const noReasons: readonly RegExp[] = [
  /^(?:squawk|noqa|nolint|sqlfluff|sqlfmt|prettier|eslint|pgfence|cspell|spell-?checker|-*>|fmt:)/i,
  /^(?:todo|fixme|xxx|hack)\b/i,
  /\b(?:copyright|licen[cs]e|spdx)\b/i,
  /^(?:migration|created|generated|author|date|name|description|version)\b[^.]*:/i,
  /^(?:add|create|alter|update|rename)s?\b/i,
  /^drops?\s*(?:the\s+)?ind(?:ex|exes|ices)(?:\s+["\w.]+)?\W*$/i,
  /\b(?:do\s+not|don['’]?t|never|must\s+not|should\s+not|shouldn['’]?t)\s+(?:drop|remove|delete)\b/i,
];

/** A person says why, and neither Prisma nor we. */
function saysWhy(content: string): boolean {
  return (
    /\p{L}{2}/u.test(content) &&
    !isPrismaComment(content) &&
    !content.startsWith('migration-guard') &&
    !noReasons.some((pattern) => pattern.test(content))
  );
}

/** The comments right above a statement: what a blank line separates belongs to the file. */
function commentsAbove(text: string, { leading, start }: Statement): readonly Comment[] {
  const near: Comment[] = [];
  let below = start;
  for (const comment of leading.toReversed()) {
    if (/\n[ \t]*\r?\n/.test(text.slice(comment.end, below))) break;
    near.push(comment);
    below = comment.start;
  }
  return near;
}

/** The comments in a statement, and behind it on its last line. */
function commentsIn(text: string, { comments }: Script, statement: Statement): readonly Comment[] {
  const lineEnd = text.indexOf('\n', statement.end);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const first = firstFrom(comments, ({ start }) => start >= statement.start);
  return comments.slice(
    first,
    firstFrom(comments, ({ start }) => start >= end),
  );
}

/** Somebody says why something goes: in a comment at the statement, or by the migration's name. */
export function hasReason(
  migration: { readonly name: string; readonly text: string },
  script: Script,
  statement: Statement,
  going: Going,
): boolean {
  const { name, text } = migration;
  // One comment may stand above several statements of one kind.
  let first = statement;
  for (let before = previous(script, first); before; before = previous(script, first)) first = before;
  const comments = [...commentsAbove(text, first), ...commentsIn(text, script, statement)];
  return comments.some((comment) => saysWhy(commentText(text, comment))) || isNamedAfter(name, going);
}

/** The migration moves what is in a column before it drops it: an UPDATE or INSERT above names the column. */
export function isMovedBefore(
  text: string,
  { statements }: Script,
  { index }: Statement,
  column: string,
): boolean {
  const named = (part: string): boolean =>
    part.split(/[^\p{L}\p{N}_$]+/u).some((word) => word.toLowerCase() === column.toLowerCase());
  return statements
    .slice(0, index)
    .some(
      ({ verb, start, end }) => (verb === 'update' || verb === 'insert') && named(text.slice(start, end)),
    );
}

/** The statement before, where nothing stands between it and this one of the same kind. */
function previous({ statements }: Script, { index, leading, verb }: Statement): Statement | undefined {
  const before = leading.length === 0 ? statements[index - 1] : undefined;
  return before?.verb === verb ? before : undefined;
}
