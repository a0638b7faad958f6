import type { A_Expr, Node } from '../sql/parse-tree';
import type { VectorOperator } from '../vectors/operators';
import { operatorOf, withoutNumberCasts } from './distances';
import { namesIn, walk } from './tree';

/** Something that is called, or computed like, a similarity and is none. */
export interface Formula {
  /** one-minus: `1 - (a <-> b)`; named: `a <=> b AS similarity`. */
  readonly kind: 'one-minus' | 'named';
  readonly operator: VectorOperator;
  readonly distance: A_Expr;
  /** For one-minus, the whole of it. */
  readonly whole: A_Expr | undefined;
  /** The name that it is given. */
  readonly name: string | undefined;
}

/** Of these distances, which have a bound of 1 where two vectors have nothing in common, one minus them is a similarity. */
const complements: ReadonlySet<VectorOperator> = new Set(['<=>', '<%>']);

/**
 * Finds in a whole statement what is taken for a similarity.
 *
 * @param measures the distances that measure a column of vectors
 */
export function formulasIn(tree: Node, measures: ReadonlySet<A_Expr>): Formula[] {
  const found: Formula[] = [];
  const isVector = (distance: A_Expr): boolean => measures.has(distance) || hasVector(distance);
  walk(tree, (node) => {
    if ('ResTarget' in node) {
      const { name, val } = node.ResTarget;
      const inner = val && withoutNumberCasts(val);
      const operator = operatorOf(inner);
      if (operator && inner && 'A_Expr' in inner && name !== undefined && /similar/i.test(name)) {
        if (isVector(inner.A_Expr))
          found.push({ kind: 'named', operator, distance: inner.A_Expr, whole: undefined, name });
      }
    }
    const formula = oneMinus(node);
    if (formula && isVector(formula.distance)) found.push(formula);
    return true;
  });
  return found;
}

function oneMinus(node: Node): Formula | undefined {
  if (!('A_Expr' in node) || namesIn(node.A_Expr.name).at(-1) !== '-') return undefined;
  const { lexpr, rexpr } = node.A_Expr;
  const inner = rexpr && withoutNumberCasts(rexpr);
  const operator = operatorOf(inner);
  if (!isOne(lexpr) || !operator || !inner || !('A_Expr' in inner) || complements.has(operator))
    return undefined;
  return { kind: 'one-minus', operator, distance: inner.A_Expr, whole: node.A_Expr, name: undefined };
}

function isOne(node: Node | undefined): boolean {
  if (!node || !('A_Const' in node)) return false;
  const { ival, fval } = node.A_Const;
  return ival?.ival === 1 || (fval?.fval !== undefined && Number(fval.fval) === 1);
}

const vectorTypes: ReadonlySet<string> = new Set(['vector', 'halfvec', 'sparsevec']);

/** Whether a side of it is cast to a type of vectors: other extensions have operators of this look. */
export function hasVector({ lexpr, rexpr }: A_Expr): boolean {
  return [lexpr, rexpr].some((side) => {
    if (!side || !('TypeCast' in side)) return false;
    return vectorTypes.has(namesIn(side.TypeCast.typeName?.names).at(-1) ?? '');
  });
}
