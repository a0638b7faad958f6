import type { Ledger } from '../ledger/ledger';
import { relationKey, type Relation, type RelationKey } from '../ledger/records';
import { cutToBytes, maxNameBytes } from '../sql/names';
import type { CommonTableExpr, Node, SelectStmt } from '../sql/parse-tree';
import { namesIn, walk, withoutParts } from './tree';

/** Something behind FROM. */
export type Source = {
  /** Undefined in a part of a statement: any name may mean it. */
  readonly alias: string | undefined;
  /** What an outer join may leave out: its index cannot give the order. */
  readonly isNullable: boolean;
} & (
  | { readonly kind: 'table'; readonly relation: Relation }
  | { readonly kind: 'query'; readonly select: Select; readonly columnNames: readonly string[] }
  /** A table that no migration makes, a function, values. */
  | { readonly kind: 'unknown' }
);

/** A SELECT with what its names can mean. */
export interface Select {
  readonly tree: SelectStmt;
  readonly sources: readonly Source[];
  /** The SELECT around it, whose columns it may name. */
  readonly outer: Select | undefined;
  /** Whether PostgreSQL reads it as a part of the SELECT around it, so that an index serves through it. */
  readonly isPulledUp: boolean;
  /** Whether another query reads what it gives, which may ask for less. */
  readonly isInner: boolean;
}

/** What a name stands for. */
export type Meaning =
  | { readonly kind: 'column'; readonly source: Source; readonly relation: Relation; readonly column: string }
  /** An expression that an inner SELECT gives. */
  | { readonly kind: 'output'; readonly source: Source; readonly select: Select; readonly node: Node }
  /** A column of a SELECT around this one. */
  | { readonly kind: 'outer' }
  | { readonly kind: 'unknown'; readonly source: Source | undefined };

interface Around {
  readonly ledger: Ledger;
  readonly outer: Select | undefined;
  readonly withs: readonly With[];
}

/** A query before the statement, by its name. */
interface With {
  readonly name: string;
  readonly tree: CommonTableExpr;
  /** The queries that it can name itself. */
  readonly before: readonly With[];
  readonly isUsedOnce: boolean;
}

/** All SELECTs of a statement, the outer ones first; each of them once. */
export function selectsOf(tree: Node, ledger: Ledger): Select[] {
  const found: Select[] = [];
  const add = (node: Node, around: Around): void => {
    if ('SelectStmt' in node) readSelect(node.SelectStmt, { ...around, isInner: node !== tree }, found);
    else {
      const withs = withsOf(node, around.withs);
      for (const one of withs.slice(around.withs.length)) addWith(one, around, found);
      forInner(node, (inner) => {
        add(inner, { ...around, withs });
      });
    }
  };
  add(tree, { ledger, outer: undefined, withs: [] });
  return found;
}

/** The SELECTs right below a node, without those in them. */
function forInner(tree: unknown, visit: (select: Node) => void): void {
  walk(tree, (node) => {
    if ('WithClause' in node || 'CommonTableExpr' in node) return false;
    if (!('SelectStmt' in node)) return true;
    visit(node);
    return false;
  });
}

function addWith({ tree, before }: With, { ledger }: Around, found: Select[]): Select | undefined {
  const { ctequery } = tree;
  if (!ctequery || !('SelectStmt' in ctequery)) return undefined;
  const known = found.find((select) => select.tree === ctequery.SelectStmt);
  return known ?? readSelect(ctequery.SelectStmt, { ledger, outer: undefined, withs: before }, found);
}

function withsOf(node: Node, outer: readonly With[]): readonly With[] {
  const [body] = Object.values(node) as { readonly withClause?: { readonly ctes?: Node[] } }[];
  const withs = [...outer];
  for (const cte of body?.withClause?.ctes ?? []) {
    if (!('CommonTableExpr' in cte)) continue;
    const tree = cte.CommonTableExpr;
    const name = tree.ctename ?? '';
    withs.push({ name, tree, before: [...withs], isUsedOnce: usesOf(name, node) === 1 });
  }
  return withs;
}

function usesOf(name: string, tree: Node): number {
  let uses = 0;
  walk(tree, (node) => {
    if ('RangeVar' in node && node.RangeVar.schemaname === undefined && node.RangeVar.relname === name)
      uses++;
    return true;
  });
  return uses;
}

function readSelect(
  tree: SelectStmt,
  around: Around & Partial<Pick<Select, 'isPulledUp' | 'isInner'>>,
  found: Select[],
): Select {
  const { ledger, outer, isPulledUp = false, isInner = true } = around;
  const sources: Source[] = [];
  const select: Select = { tree, sources, outer, isPulledUp, isInner };
  found.push(select);
  const withs = withsOf({ SelectStmt: tree }, around.withs);
  const inside: Around = { ledger, outer: select, withs };
  const reader = { inside, found };
  for (const node of tree.fromClause ?? []) readSource(node, false, reader, sources);
  for (const one of withs.slice(around.withs.length)) addWith(one, inside, found);
  for (const side of [tree.larg, tree.rarg]) {
    if (side) readSelect(side, { ledger, outer, withs }, found);
  }
  const expressions = withoutParts(tree, ['fromClause', 'larg', 'rarg', 'withClause']);
  forInner(expressions, (inner) => {
    if ('SelectStmt' in inner) readSelect(inner.SelectStmt, inside, found);
  });
  return select;
}

interface SourceReader {
  readonly inside: Around;
  readonly found: Select[];
}

function readSource(node: Node, isNullable: boolean, reader: SourceReader, sources: Source[]): void {
  const { inside, found } = reader;
  if ('JoinExpr' in node) {
    const { jointype, larg, rarg, quals } = node.JoinExpr;
    const isFull = jointype === 'JOIN_FULL';
    if (larg) readSource(larg, isNullable || isFull || jointype === 'JOIN_RIGHT', reader, sources);
    if (rarg) readSource(rarg, isNullable || isFull || jointype === 'JOIN_LEFT', reader, sources);
    forInner(quals, (inner) => {
      if ('SelectStmt' in inner) readSelect(inner.SelectStmt, inside, found);
    });
  } else if ('RangeVar' in node) {
    const { schemaname, relname = '', alias } = node.RangeVar;
    const name = cutToBytes(relname, maxNameBytes);
    const shown = { alias: alias?.aliasname ?? name, isNullable };
    const common = schemaname === undefined ? inside.withs.findLast((one) => one.name === name) : undefined;
    if (common)
      sources.push(sourceOfWith(common, { ...shown, columnNames: namesIn(alias?.colnames) }, reader));
    else {
      const range = { start: 0, end: 0 };
      const relation = inside.ledger.findRelation({ schema: schemaname, name, range });
      const isTable = relation?.kind === 'table' || relation?.kind === 'materialized view';
      sources.push(isTable ? { ...shown, kind: 'table', relation } : { ...shown, kind: 'unknown' });
    }
  } else if ('RangeSubselect' in node) {
    const { subquery, alias } = node.RangeSubselect;
    const shown = { alias: alias?.aliasname ?? '', isNullable };
    if (!subquery || !('SelectStmt' in subquery)) return;
    const isPulledUp = isSimple(subquery.SelectStmt);
    const select = readSelect(subquery.SelectStmt, { ...inside, isPulledUp }, found);
    sources.push({ ...shown, kind: 'query', select, columnNames: namesIn(alias?.colnames) });
  } else {
    const [body] = Object.values(node) as { readonly alias?: { readonly aliasname?: string } }[];
    sources.push({ kind: 'unknown', alias: body?.alias?.aliasname ?? '', isNullable });
    forInner(node, (inner) => {
      if ('SelectStmt' in inner) readSelect(inner.SelectStmt, inside, found);
    });
  }
}

function sourceOfWith(
  common: With,
  shown: Pick<Source, 'alias' | 'isNullable'> & { readonly columnNames: readonly string[] },
  { inside, found }: SourceReader,
): Source {
  const { tree, before, isUsedOnce } = common;
  const { ctequery, ctematerialized } = tree;
  if (!ctequery || !('SelectStmt' in ctequery)) return { ...shown, kind: 'unknown' };
  const isInlined =
    ctematerialized === 'CTEMaterializeNever' || (isUsedOnce && ctematerialized !== 'CTEMaterializeAlways');
  const isPulledUp = isInlined && isSimple(ctequery.SelectStmt);
  const known = found.find((select) => select.tree === ctequery.SelectStmt);
  const select =
    known ??
    readSelect(
      ctequery.SelectStmt,
      { ledger: inside.ledger, outer: undefined, withs: before, isPulledUp },
      found,
    );
  const own = namesIn(tree.aliascolnames);
  return {
    ...shown,
    kind: 'query',
    select,
    columnNames: shown.columnNames.length > 0 ? shown.columnNames : own,
  };
}

/**
 * Whether PostgreSQL makes a subquery a part of the query around it.
 * (source: is_simple_subquery in src/backend/optimizer/prep/prepjointree.c)
 */
function isSimple(tree: SelectStmt): boolean {
  const { limitCount, limitOffset, distinctClause, groupClause, havingClause, sortClause, op } = tree;
  const fences = [limitCount, limitOffset, distinctClause, groupClause, havingClause, sortClause];
  if (fences.some((fence) => fence !== undefined) || tree.withClause || tree.lockingClause) return false;
  if (op !== undefined && op !== 'SETOP_NONE') return false;
  return !hasAggregate(tree.targetList);
}

/** Whether it has an aggregate or a window function, of its own SELECT. */
export function hasAggregate(targets: readonly Node[] | undefined): boolean {
  let found = false;
  walk(targets, (node) => {
    if ('SubLink' in node) return false;
    if ('FuncCall' in node) {
      const { over, funcname } = node.FuncCall;
      if (over || isAggregate(namesIn(funcname).at(-1) ?? '')) found = true;
    }
    return !found;
  });
  return found;
}

const aggregates: ReadonlySet<string> = new Set([
  ...['avg', 'count', 'max', 'min', 'sum', 'array_agg', 'string_agg', 'bool_and', 'bool_or', 'every'],
  ...['json_agg', 'jsonb_agg', 'json_object_agg', 'jsonb_object_agg', 'stddev', 'variance', 'any_value'],
]);

function isAggregate(name: string): boolean {
  return aggregates.has(name);
}

/** Finds what a column's name, which may have a table before it, means in a SELECT. */
export function meaningOf(fields: readonly string[], select: Select): Meaning {
  const column = fields.at(-1) ?? '';
  const table = fields.at(-2);
  const asked =
    table === undefined
      ? select.sources
      : select.sources.filter(({ alias }) => alias === undefined || alias === table);
  for (const source of asked) {
    const found = inSource(source, column);
    if (found) return found;
  }
  const unsure = asked.find(
    (source) => source.kind === 'unknown' || (source.kind === 'table' && !source.relation.complete),
  );
  if (unsure || (table !== undefined && asked.length > 0)) return { kind: 'unknown', source: unsure };
  for (let around = select.outer; around; around = around.outer) {
    const further = meaningOf(fields, { ...around, outer: undefined });
    if (further.kind !== 'unknown' || further.source) return { kind: 'outer' };
  }
  return { kind: 'unknown', source: undefined };
}

function inSource(source: Source, column: string): Meaning | undefined {
  if (source.kind === 'unknown') return undefined;
  if (source.kind === 'table') {
    const { relation } = source;
    return relation.columns.has(column) ? { kind: 'column', source, relation, column } : undefined;
  }
  const { select, columnNames } = source;
  const position = columnNames.indexOf(column);
  const targets = select.tree.targetList ?? [];
  const node = position >= 0 ? targets[position] : targets.find((target) => outputName(target) === column);
  if (node && 'ResTarget' in node && node.ResTarget.val) {
    return { kind: 'output', source, select, node: node.ResTarget.val };
  }
  for (const target of targets) {
    const val = 'ResTarget' in target ? target.ResTarget.val : undefined;
    if (!val || !('ColumnRef' in val) || !val.ColumnRef.fields?.some((field) => 'A_Star' in field)) continue;
    const fields = [...namesIn(val.ColumnRef.fields), column];
    const inner = meaningOf(fields, { ...select, outer: undefined });
    if (inner.kind === 'unknown') continue;
    const names = fields.map((sval) => ({ String: { sval } }));
    return { kind: 'output', source, select, node: { ColumnRef: { fields: names } } };
  }
  return undefined;
}

/** The name of what a SELECT gives, where it has one. */
export function outputName(target: Node): string | undefined {
  if (!('ResTarget' in target)) return undefined;
  const { name, val } = target.ResTarget;
  if (name !== undefined) return cutToBytes(name, maxNameBytes);
  return val && 'ColumnRef' in val ? namesIn(val.ColumnRef.fields).at(-1) : undefined;
}

export function keyOf({ schema, name }: Relation): RelationKey {
  return relationKey(schema, name);
}
