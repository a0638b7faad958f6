import type { Declarations, DeclaredIndex, DeclaredTable, SchemaFile } from './declarations';
import { readDeclarations } from './read-declarations';

/** A change of a schema in words, such as `add_tags_to_memories`, and the table that it is about. */
interface Change {
  readonly table: string;
  readonly words: string;
}

/** More would be a sentence, not a name. */
const mostNames = 2;

/**
 * A name for the migration that a change of the schema needs, by the names that the database uses: `add_tags`,
 * `add_tags_to_memories`, `drop_index_on_chats_title`, `change_chats_and_memories`.
 *
 * @returns undefined where nothing has changed, or too much to be named
 */
export function proposeMigrationName(
  before: readonly SchemaFile[],
  after: readonly SchemaFile[],
): string | undefined {
  const [then, now] = [readDeclarations(before), readDeclarations(after)];
  const tables = pairs(then.tables, now.tables, ({ schema, table }) => JSON.stringify([schema, table]));
  const changes = [
    ...tables.added.map(({ table }) => ({ table, words: `add_${table}` })),
    ...tables.removed.map(({ table }) => ({ table, words: `drop_${table}` })),
    ...tables.kept.flatMap((pair) => changesOfTable(pair, indexChanges(pair, then, now))),
  ];
  if (changes.length === 0) return namedAfter(rewritten(tables.kept, before, after));
  if (changes.length <= mostNames) return changes.map(({ words }) => words).join('_and_');
  return namedAfter(changes.map(({ table }) => table));
}

interface Kept<T> {
  readonly before: T;
  readonly after: T;
}

interface Pairs<T> {
  readonly added: readonly T[];
  readonly removed: readonly T[];
  readonly kept: readonly Kept<T>[];
}

function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (one: T) => string): Pairs<T> {
  const then = new Map(before.map((one) => [keyOf(one), one]));
  const now = new Map(after.map((one) => [keyOf(one), one]));
  return {
    added: [...now].flatMap(([key, one]) => (then.has(key) ? [] : [one])),
    removed: [...then].flatMap(([key, one]) => (now.has(key) ? [] : [one])),
    kept: [...then].flatMap(([key, before]) => {
      const after = now.get(key);
      return after === undefined ? [] : [{ before, after }];
    }),
  };
}

function changesOfTable({ before, after }: Kept<DeclaredTable>, indexes: readonly Change[]): Change[] {
  const { table } = after;
  const columns = pairs([...before.fields.keys()], [...after.fields.keys()], (name) => name);
  const change = (words: string): Change => ({ table, words });
  return [
    ...(columns.added.length > 0 ? [change(`add_${listed(columns.added)}_to_${table}`)] : []),
    ...(columns.removed.length > 0 ? [change(`drop_${listed(columns.removed)}_from_${table}`)] : []),
    // An index on a column that comes or goes is part of that.
    ...(columns.added.length + columns.removed.length > 0 ? [] : indexes),
  ];
}

function indexChanges(
  { before, after }: Kept<DeclaredTable>,
  then: Declarations,
  now: Declarations,
): Change[] {
  const of = ({ indexes }: Declarations, { table, schema }: DeclaredTable): DeclaredIndex[] =>
    indexes.filter((index) => index.table === table && index.schema === schema && !index.implicit);
  const indexes = pairs(of(then, before), of(now, after), ({ name }) => name);
  const words = (what: string, { kind, keys }: DeclaredIndex): Change => {
    const noun = kind === 'index' ? 'index' : kind === 'unique' ? 'unique' : 'key';
    const columns = keys.length > 0 ? `_${listed(keys.map(({ column }) => column))}` : '';
    return { table: after.table, words: `${what}_${noun}_on_${after.table}${columns}` };
  };
  return [
    ...indexes.added.map((index) => words('add', index)),
    ...indexes.removed.map((index) => words('drop', index)),
  ];
}

/** The tables whose models have another text, comments and white space aside: a type, perhaps, or a default. */
function rewritten(
  kept: readonly Kept<DeclaredTable>[],
  before: readonly SchemaFile[],
  after: readonly SchemaFile[],
): string[] {
  const textOf = (files: readonly SchemaFile[], { file, range }: DeclaredTable): string =>
    (files.find((one) => one.file === file)?.text.slice(range.start, range.end) ?? '')
      .replace(/\/\/.*$/gm, '')
      .replace(/\s+/g, ' ');
  return kept
    .filter((pair) => textOf(before, pair.before) !== textOf(after, pair.after))
    .map(({ after: { table } }) => table);
}

function namedAfter(tables: readonly string[]): string | undefined {
  const names = [...new Set(tables)];
  return names.length === 0 || names.length > mostNames ? undefined : `change_${names.join('_and_')}`;
}

/** `title_and_icon`; of more than two the number. */
function listed(names: readonly string[]): string {
  return names.length > mostNames ? `${names.length}_columns` : names.join('_and_');
}
