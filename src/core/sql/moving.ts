import type { Range } from '../range';
import type { Step } from './step';

/** What stands in a text that changes somewhere before it. */
export type Movable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function isRange(value: object): value is Movable<Range> {
  return (
    'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number'
  );
}

function collect(value: unknown, seen: Set<object>, found: Movable<Range>[]): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (isRange(value)) found.push(value);
  else for (const part of Object.values(value)) collect(part, seen, found);
}

/**
 * All ranges in each step, each once, also where steps of one statement share it. Their order depends on nothing but
 * what the steps say.
 */
export function rangesIn(steps: readonly Step[]): Movable<Range>[][] {
  let statement: Step['statement'] | undefined;
  let seen = new Set<object>();
  return steps.map((step) => {
    if (step.statement !== statement) seen = new Set();
    statement = step.statement;
    const found: Movable<Range>[] = [];
    for (const part of [step.operation, step.range, step.extent]) collect(part, seen, found);
    return found;
  });
}

export function shift(ranges: readonly Movable<Range>[], by: number): void {
  for (const range of ranges) {
    range.start += by;
    range.end += by;
  }
}
