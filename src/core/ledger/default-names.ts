import type { Node } from '../sql/parse-tree';
import { byteLength, cutToBytes, maxNameBytes } from '../sql/names';
import type { Grammar } from '../sql/grammar';
import type { Ledger } from './ledger';
import type { Relation } from './records';

/**
 * Joins parts with `_` as PostgreSQL's makeObjectName does: when the whole is too long, the longer of the first two
 * parts gives way, byte by byte.
 */
function joinName(first: string, second: string, label: string): string {
  const room = maxNameBytes - byteLength(label) - 1 - (second === '' ? 0 : 1);
  let firstBytes = byteLength(first);
  let secondBytes = byteLength(second);
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes--;
    else secondBytes--;
  }
  const parts = [cutToBytes(first, firstBytes), cutToBytes(second, secondBytes), label];
  return parts.filter((part, index) => index !== 1 || part !== '').join('_');
}

/** The columns' part of a default name: joined with `_`, no more of them than can matter. */
function joinColumns(columns: readonly string[]): string {
  let joined = '';
  for (const column of columns) {
    joined += (joined === '' ? '' : '_') + column;
    if (byteLength(joined) > maxNameBytes) break;
  }
  return joined;
}

type Label = 'pkey' | 'key' | 'excl' | 'idx' | 'seq' | 'check' | 'fkey';

/** The name that PostgreSQL tries first; for a higher number, the one that it tries after so many. */
export function wantedName(table: string, columns: readonly string[], label: Label, number = 0): string {
  const second = label === 'pkey' ? '' : joinColumns(columns);
  return joinName(table, second, number === 0 ? label : `${label}${number}`);
}

/**
 * The name that PostgreSQL gives to an index, a constraint or a column's sequence without one (ChooseIndexName,
 * ChooseRelationName): a number is added until no relation, index or constraint of the table's schema has the name.
 *
 * @param label by which the name ends
 */
export function defaultName(
  ledger: Pick<Ledger, 'firstFreeName'>,
  table: Pick<Relation, 'schema' | 'name'>,
  columns: readonly string[],
  label: Label,
): string {
  // A name that is too long gives way to its number: what it is made from tells the names, and not the first of them.
  const stem = [table.name, label, ...columns].join('\0');
  return ledger.firstFreeName(table.schema, stem, (number) => wantedName(table.name, columns, label, number));
}

/** What an expression contributes to a default name, and how strongly (PostgreSQL's FigureColnameInternal). */
function figureName(node: Node | undefined): { name: string; strength: 0 | 1 | 2 } {
  const none = { name: '', strength: 0 as const };
  const last = (names: readonly Node[] | undefined): string => {
    const strings = (names ?? []).flatMap((part) => ('String' in part ? [part.String.sval ?? ''] : []));
    return strings.at(-1) ?? '';
  };
  const strong = (name: string) => (name === '' ? none : { name, strength: 2 as const });
  if (node === undefined) return none;
  if ('ColumnRef' in node) return strong(last(node.ColumnRef.fields));
  if ('FuncCall' in node) return strong(last(node.FuncCall.funcname));
  if ('A_Indirection' in node) {
    const field = last(node.A_Indirection.indirection);
    return field === '' ? figureName(node.A_Indirection.arg) : strong(field);
  }
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? strong('nullif') : none;
  if ('TypeCast' in node) {
    const inner = figureName(node.TypeCast.arg);
    const type = last(node.TypeCast.typeName?.names);
    return inner.strength <= 1 && type !== '' ? { name: type, strength: 1 } : inner;
  }
  if ('CollateClause' in node) return figureName(node.CollateClause.arg);
  if ('CaseExpr' in node) {
    const inner = figureName(node.CaseExpr.defresult);
    return inner.strength <= 1 ? { name: 'case', strength: 1 } : inner;
  }
  if ('A_ArrayExpr' in node) return strong('array');
  if ('RowExpr' in node) return strong('row');
  if ('CoalesceExpr' in node) return strong('coalesce');
  if ('MinMaxExpr' in node) return strong(node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest');
  if ('JsonFuncExpr' in node) {
    const { op } = node.JsonFuncExpr;
    if (op === 'JSON_EXISTS_OP') return strong('json_exists');
    return strong(op === 'JSON_QUERY_OP' ? 'json_query' : 'json_value');
  }
  return none;
}

/** Tells equal names apart by a number, as PostgreSQL does. */
export function distinctNames(originals: readonly string[]): string[] {
  const names: string[] = [];
  for (const original of originals) {
    let name = original;
    for (let i = 1; names.includes(name); i++) {
      const digits = String(i);
      name = cutToBytes(original, maxNameBytes - digits.length) + digits;
    }
    names.push(name);
  }
  return names;
}

/**
 * The names that the keys and INCLUDE columns of a CREATE INDEX contribute to its default name. Undefined where
 * PostgreSQL's grammar refuses the statement.
 */
export function namesOfKeys(grammar: Grammar, sql: string): string[] | undefined {
  const statement = grammar.parseIndex(sql);
  if (!statement) return undefined;
  const elements = [...(statement.indexParams ?? []), ...(statement.indexIncludingParams ?? [])];
  return distinctNames(
    elements.map((node) => {
      const element = 'IndexElem' in node ? node.IndexElem : {};
      const name = element.name ?? figureName(element.expr).name;
      return name === '' ? 'expr' : cutToBytes(name, maxNameBytes);
    }),
  );
}
