import type { IndexRecord } from '../../ledger/records';
import { relationName } from '../../ledger/records';
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
  ...['duplicates', 'duplicated', 'dedupe', 'replace', 'replaces', 'replaced', 'revert', 'rollback', 'undo'],
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

/** The migration's name says that an index goes, or what goes with this one: `drop_unused_indexes`, `remove_user_email`. */
function isNamedAfter(migration: string, index: IndexRecord): boolean {
  const words = wordsOf(migration);
  if (!words.some((word) => removalWords.has(word))) return false;
  const own = new Set([index.name, relationName(index.table), ...index.columns].flatMap(wordsOf));
  return words.some((word) => !removalWords.has(word) && (indexWords.has(word) || own.has(word)));
}

/** A person's words, neither Prisma's nor ours. */
function saysSomething(content: string): boolean {
  return /\p{L}{2}/u.test(content) && !isPrismaComment(content) && !content.startsWith('migration-guard');
}

/** The comments above a statement, in it, and behind it on its last line. */
function commentsOf(text: string, { comments }: Script, statement: Statement): readonly Comment[] {
  const lineEnd = text.indexOf('\n', statement.end);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const own = comments.filter(({ start }) => start >= statement.start && start < end);
  return [...statement.leading, ...own];
}

/** Somebody says why an index goes: in a comment at the statement, or by the migration's name. */
export function hasReason(
  migration: { readonly name: string; readonly text: string },
  script: Script,
  statement: Statement,
  index: IndexRecord,
): boolean {
  // One comment may stand above several statements of one kind.
  let first = statement;
  for (let before = previous(script, first); before; before = previous(script, first)) first = before;
  const comments = [...first.leading, ...commentsOf(migration.text, script, statement)];
  return (
    comments.some((comment) => saysSomething(commentText(migration.text, comment))) ||
    isNamedAfter(migration.name, index)
  );
}

/** The statement before, where nothing stands between it and this one of the same kind. */
function previous({ statements }: Script, { index, leading, verb }: Statement): Statement | undefined {
  const before = leading.length === 0 ? statements[index - 1] : undefined;
  return before?.verb === verb ? before : undefined;
}
