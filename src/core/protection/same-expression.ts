import { mayBeReprinted } from './constants';
import { unlessTooDeep } from '../unless-too-deep';
import { shapeOf, type Shape } from './expression-shape';

/**
 * Whether PostgreSQL may print the first expression as the second: `IN` comes back as `= ANY (ARRAY[…])`, `s = 'a'` as
 * `(s)::text = 'a'::text`. Where its way of printing a part cannot be foreseen, that part counts as the same.
 *
 * @param wanted as IndexDefinition holds it: the JSON of a parse tree
 * @param found the same
 */
export function sameExpression(wanted: string, found: string): boolean {
  return wanted === found || (unlessTooDeep(() => sameShape(shapeOf(wanted), shapeOf(found))) ?? false);
}

/** Whether the expression is the column, with a cast that changes nothing at most. */
export function isColumn(expression: string, column: string): boolean {
  return unlessTooDeep(() => shapeOf(expression).what) === `column ${column}`;
}

function sameShape(wanted: Shape, found: Shape): boolean {
  if (wanted.constant && found.constant) return mayBeReprinted(wanted.constant, found.constant);
  if (wanted.what !== found.what || wanted.parts.length !== found.parts.length) return false;
  if (!mayHaveCasts(wanted.casts, found.casts)) return false;
  if (wanted.what === 'and' || wanted.what === 'or') return inAnyOrder(wanted.parts, found.parts);
  return wanted.parts.every((part, at) => {
    const other = found.parts[at];
    return other !== undefined && sameShape(part, other);
  });
}

/** `IN` with constants and columns changes their order. */
function inAnyOrder(wanted: readonly Shape[], found: readonly Shape[]): boolean {
  const left = [...found];
  return wanted.every((part) => {
    const at = left.findIndex((other) => sameShape(part, other));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** What operators ask for without a word of the writer's, by the types from which they come to it. */
const implicit: Readonly<Record<string, ReadonlySet<string>>> = {
  text: new Set(['varchar', 'bpchar', 'name', 'char']),
  numeric: new Set(['int2', 'int4', 'int8']),
  float8: new Set(['int2', 'int4', 'int8', 'numeric', 'float4']),
};

/** A cast that changes nothing is not kept, and others come: only of two written ones it can be known. */
function mayHaveCasts(wanted: readonly string[], found: readonly string[]): boolean {
  const bare = wanted.map((type) => type.replace(/\(.*/, ''));
  const written = found.filter((type) => !bare.some((from) => implicit[type]?.has(from)));
  return wanted.length === 0 || written.length === 0 || written.some((type) => wanted.includes(type));
}
