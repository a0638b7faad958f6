import type { Expression, ObjectExpression, Script } from './script';

/** How many constants may be defined by one another; more is a circle or not worth following. */
export const mostDefinitions = 5;

/** What the expression stands for where it is the name of a constant of the same file, else itself. */
export function resolved(expression: Expression, script: Script): Expression {
  let at = expression;
  for (let depth = 0; at.kind === 'name' && depth < mostDefinitions; depth++) {
    at = script.definition(at.name) ?? at;
  }
  return at;
}

export function objectOf(expression: Expression, script: Script): ObjectExpression | undefined {
  const found = resolved(expression, script);
  return found.kind === 'object' ? found : undefined;
}

/**
 * The value that an object has under the key. Of several, the last counts. Where nothing says so but something is spread
 * into the object that may have it and cannot be known, the value is of the kind 'other'.
 */
export function propertyOf(
  object: ObjectExpression,
  key: string,
  script: Script,
  depth = 0,
): Expression | undefined {
  let unknown: Expression | undefined;
  for (const member of object.members.toReversed()) {
    if (member.kind === 'property' && member.key !== key) continue;
    const value = member.kind === 'property' ? member.value : spreadValue(member.value, key, script, depth);
    if (value && (member.kind === 'property' || value.kind !== 'other')) return value;
    unknown ??= value;
  }
  return unknown;
}

/** What `...spread` gives under the key. */
function spreadValue(spread: Expression, key: string, script: Script, depth: number): Expression | undefined {
  const unknown: Expression = { start: spread.start, end: spread.end, kind: 'other' };
  const value = depth < mostDefinitions ? resolved(spread, script) : unknown;
  if (value.kind === 'object') return propertyOf(value, key, script, depth + 1);
  if (value.kind === 'literal' || value.kind === 'text') return undefined;
  if (value.kind !== 'operation') return unknown;
  // `...(condition && { … })`: it may, if what is spread then has it.
  const results = value.operands.slice(1).map((result) => spreadValue(result, key, script, depth + 1));
  return results.some((result) => result !== undefined) ? unknown : undefined;
}

/** The name of what is called: `join` for `join(…)` and `path.join(…)`; undefined where it is no plain name. */
export function calleeName(callee: Expression): string | undefined {
  if (callee.kind === 'name') return callee.name;
  if (callee.kind !== 'member' || calleeName(callee.object) === undefined) return undefined;
  return callee.name;
}
