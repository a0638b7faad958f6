import type { DefElem, IndexElem, Node } from 'libpg-query';
import type { Grammar } from '../sql/grammar';

/** One key of an index. */
export interface IndexKey {
  /** The column, or undefined for an expression. */
  readonly column: string | undefined;
  /** The expression's tree in one canonical text, or undefined for a column. */
  readonly expression: string | undefined;
  readonly collation: string | undefined;
  /** The operator class without its schema; undefined means the type's default. */
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

/** A column that has been renamed since the definition was written. */
export interface ColumnRename {
  readonly from: string;
  readonly to: string;
}

function optionText(option: Node): string {
  const element: DefElem = 'DefElem' in option ? option.DefElem : {};
  const name = (element.defname ?? '').toLowerCase();
  const value = element.arg;
  if (value === undefined) return name;
  if ('Integer' in value) return `${name}=${value.Integer.ival ?? 0}`;
  if ('Float' in value) return `${name}=${value.Float.fval ?? ''}`;
  if ('String' in value) return `${name}=${value.String.sval ?? ''}`;
  if ('TypeName' in value) return `${name}=${lastName(value.TypeName.names) ?? ''}`;
  return `${name}=${JSON.stringify(value)}`;
}

function lastName(names: readonly Node[] | undefined): string | undefined {
  const last = names?.at(-1);
  return last && 'String' in last ? (last.String.sval ?? '') : undefined;
}

/** Writes a tree without its places, so that equal expressions give equal texts, and with today's column names. */
export function canonicalExpression(tree: Node, renames: readonly ColumnRename[]): string {
  const columnNow = (name: string): string =>
    renames.reduce((now, rename) => (now === rename.from ? rename.to : now), name);
  return JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'location') return undefined;
    if (key === 'ColumnRef' && typeof value === 'object' && value !== null && 'fields' in value) {
      // Inside an index a column may be written with its table before it; it means the same.
      const name = lastName(value.fields as Node[]);
      return name === undefined ? value : columnNow(name);
    }
    return value;
  });
}

function keyOf(element: IndexElem, renames: readonly ColumnRename[]): IndexKey {
  const descending = element.ordering === 'SORTBY_DESC';
  const nulls =
    element.nulls_ordering === 'SORTBY_NULLS_FIRST'
      ? 'first'
      : element.nulls_ordering === 'SORTBY_NULLS_LAST'
        ? 'last'
        : undefined;
  const byDefault = descending ? 'first' : 'last';
  return {
    column: element.name === undefined ? undefined : renamed(element.name, renames),
    expression: element.expr && canonicalExpression(element.expr, renames),
    collation: lastName(element.collation),
    opclass: lastName(element.opclass),
    opclassOptions: (element.opclassopts ?? []).map(optionText).sort(),
    descending,
    nulls: nulls === byDefault ? undefined : nulls,
  };
}

function renamed(column: string, renames: readonly ColumnRename[]): string {
  return renames.reduce((now, rename) => (now === rename.from ? rename.to : now), column);
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
  return {
    unique: statement.unique ?? false,
    nullsNotDistinct: statement.nulls_not_distinct ?? false,
    method: statement.accessMethod ?? 'btree',
    keys: elements(statement.indexParams).map((element) => keyOf(element, renames)),
    include: elements(statement.indexIncludingParams).map((element) => renamed(element.name ?? '', renames)),
    predicate: statement.whereClause && canonicalExpression(statement.whereClause, renames),
    parameters: (statement.options ?? []).map(optionText).sort(),
  };
}

/** Whether two definitions make the same index. */
export function sameDefinition(a: IndexDefinition, b: IndexDefinition): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
