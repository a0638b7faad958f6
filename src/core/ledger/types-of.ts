import { typeName } from '../sql/column-type';
import type { Relation } from './records';

/** By a relation's columns, which do not change: a history asks about all relations again and again. */
const remembered = new WeakMap<Relation['columns'], ReadonlySet<string>>();

/** The names of the types of a relation's columns. */
export function typesOf({ columns }: Relation): ReadonlySet<string> {
  const known = remembered.get(columns);
  if (known) return known;
  const types = new Set<string>();
  for (const [, type] of columns) types.add(typeName(type));
  remembered.set(columns, types);
  return types;
}
