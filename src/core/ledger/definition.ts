import type { DefElem, IndexElem, Node } from '../sql/parse-tree';
import type { Grammar } from '../sql/grammar';
import { cutToBytes, maxNameBytes } from '../sql/names';
import { isDefaultOpclass } from './default-opclasses';

/** One key of an index. */
export interface IndexKey {
  /** The column, or undefined for an expression. */
  readonly column: string | undefined;
  /** The expression's tree in one canonical text, or undefined for a column. */
  readonly expression: string | undefined;
  readonly collation: string | undefined;
  /** The operator class without its schema; undefined means the type's default, named or not. */
  readonly opclass: string | undefined;
  /** Options of the operator class, such as `siglen=32`, sorted. */
  readonly opclassOptions: readonly string[];
  readonly descending: boolean;
  /** Where nulls go, if it is not the direction's default (last for ascending, first for descending). */
  readonly nulls: 'first' | 'last' | undefined;
}

/** What an index is, apart from its name and table. Expressions are canonical texts of parse trees. */
export interface IndexDefinition {
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  /** The access method, lower case: `btree` unless said otherwise. */
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include: readonly string[];
  readonly predicate: string | undefined;
  /** Storage parameters of WITH, as `name=value`, sorted. */
  readonly parameters: readonly string[];
}

/** A column that has been renamed since the definition was written: its name then, and today. Each name then stands once. */
export interface ColumnRename {
  readonly from: string;
  readonly to: string;
}

function optionText(option: Node): string {
  const element: DefElem = 'DefElem' in option ? option.DefElem : {};
  const name = (element.defname ?? '').toLowerCase();
  const value = element.arg;
  if (value === undefined) return `${name}=true`;
  if ('Integer' in value) return `${name}=${value.Integer.ival ?? 0}`;
  if ('Float' in value) return `${name}=${value.Float.fval ?? ''}`;
  if ('String' in value) return `${name}=${value.String.sval ?? ''}`;
  if ('TypeName' in value) return `${name}=${lastName(value.TypeName.names) ?? ''}`;
  return `${name}=${JSON.stringify(value)}`;
}

function lastName(names: readonly Node[] | undefined): string | undefined {
  const last = names?.at(-1);
  return last && 'String' in last ? cutToBytes(last.String.sval ?? '', maxNameBytes) : undefined;
}

/** What a column is called today. */
export function renamed(column: string, renames: readonly ColumnRename[]): string {
  return renames.find(({ from }) => from === column)?.to ?? column;
}

/** Some renames and one after them. They do not grow when a column is renamed forth and back. */
export function withRename(renames: readonly ColumnRename[], { from, to }: ColumnRename): ColumnRename[] {
  const known = renames.map((rename) => (rename.to === from ? { ...rename, to } : rename));
  const all = renames.some((rename) => rename.from === from) ? known : [...known, { from, to }];
  return all.filter((rename) => rename.from !== rename.to);
}

/** Keys that say where a part of a tree stood in the text. */
const locationKeys = new Set(['location', 'list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end']);

/** Writes a tree without these locations, so that equal expressions give equal texts, and with today's column names. */
export function canonicalExpression(tree: Node, renames: readonly ColumnRename[]): string {
  return JSON.stringify(tree, (key, value: unknown) => {
    if (locationKeys.has(key)) return undefined;
    if (key === 'ColumnRef' && typeof value === 'object' && value !== null && 'fields' in value) {
      // Inside an index a column may be written with its table before it; it means the same.
      const name = lastName(value.fields as Node[]);
      return name === undefined ? value : renamed(name, renames);
    }
    return value;
  });
}

/** What a key indexes. PostgreSQL takes `(column)` for the column, and COLLATE out of the parentheses. */
function baseOf({ name, expr, collation }: IndexElem) {
  let base = expr;
  let collated = lastName(collation);
  while (base && 'CollateClause' in base) {
    collated ??= lastName(base.CollateClause.collname);
    base = base.CollateClause.arg;
  }
  const column = base && 'ColumnRef' in base ? lastName(base.ColumnRef.fields) : name;
  return { column, expression: column === undefined ? base : undefined, collation: collated };
}

function keyOf(element: IndexElem, method: string, renames: readonly ColumnRename[]): IndexKey {
  const descending = element.ordering === 'SORTBY_DESC';
  const nulls =
    element.nulls_ordering === 'SORTBY_NULLS_FIRST'
      ? 'first'
      : element.nulls_ordering === 'SORTBY_NULLS_LAST'
        ? 'last'
        : undefined;
  const byDefault = descending ? 'first' : 'last';
  const { column, expression, collation } = baseOf(element);
  const opclass = lastName(element.opclass);
  return {
    column: column === undefined ? undefined : renamed(cutToBytes(column, maxNameBytes), renames),
    expression: expression && canonicalExpression(expression, renames),
    collation,
    opclass: opclass !== undefined && isDefaultOpclass(method, opclass) ? undefined : opclass,
    opclassOptions: (element.opclassopts ?? []).map(optionText).sort(),
    descending,
    nulls: nulls === byDefault ? undefined : nulls,
  };
}

/** Reads what a CREATE INDEX statement defines; undefined where PostgreSQL's grammar refuses the statement. */
export function readDefinition(
  grammar: Grammar,
  sql: string,
  renames: readonly ColumnRename[],
): IndexDefinition | undefined {
  const statement = grammar.parseIndex(sql);
  if (!statement) return undefined;
  const elements = (nodes: readonly Node[] | undefined): IndexElem[] =>
    (nodes ?? []).flatMap((node) => ('IndexElem' in node ? [node.IndexElem] : []));
  const method = statement.accessMethod ?? 'btree';
  return {
    unique: statement.unique ?? false,
    nullsNotDistinct: statement.nulls_not_distinct ?? false,
    method,
    keys: elements(statement.indexParams).map((element) => keyOf(element, method, renames)),
    include: elements(statement.indexIncludingParams).map(({ name = '' }) =>
      renamed(cutToBytes(name, maxNameBytes), renames),
    ),
    predicate: statement.whereClause && canonicalExpression(statement.whereClause, renames),
    parameters: (statement.options ?? []).map(optionText).sort(),
  };
}

/** Whether two definitions make the same index. */
export function sameDefinition(a: IndexDefinition, b: IndexDefinition): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The definition of a constraint's index, all of plain columns, with today's column names. */
export function renamedDefinition(
  definition: IndexDefinition,
  renames: readonly ColumnRename[],
): IndexDefinition {
  if (renames.length === 0) return definition;
  const { keys, include } = definition;
  return {
    ...definition,
    keys: keys.map((key) => ({ ...key, column: key.column && renamed(key.column, renames) })),
    include: include.map((column) => renamed(column, renames)),
  };
}

/**
 * Whether PostgreSQL takes the index of a partition for one of the partitioned table. It does not look at the order of
 * keys' values, at options and at storage parameters.
 */
export function matchesPartition(a: IndexDefinition, b: IndexDefinition): boolean {
  const bare = (definition: IndexDefinition): IndexDefinition => ({
    ...definition,
    keys: definition.keys.map((key) => ({
      ...key,
      opclassOptions: [],
      descending: false,
      nulls: undefined,
    })),
    parameters: [],
  });
  return sameDefinition(bare(a), bare(b));
}
