import type { Range } from '../range';
import { rangesIn, shift, type Movable } from './moving';
import type { Comment } from './scan';
import { manyStatements, type Script, type Statement } from './statements';
import { actionsOf, readPart, withSteps, type Step } from './steps';

/** A text as it was read, for somebody who edits it. What it holds moves with the text: nobody else may keep it. */
export interface Reading {
  readonly text: string;
  readonly script: Script;
  readonly steps: readonly Step[];
  /** The ranges in each step. */
  readonly ranges: readonly (readonly Movable<Range>[])[];
}

/** What reading a text after an edit has given: the statements around the edit, and how far those around them reach. */
export interface Edit {
  readonly text: string;
  /** What was read now; its offsets are those of the new text. */
  readonly script: Script;
  readonly steps: readonly Step[];
  /** So many statements stay as they are. */
  readonly kept: number;
  /** The statement of the old text behind which all is the same again, only moved; undefined where nothing is. */
  readonly movedBehind: Statement | undefined;
}

/** Reads a text whole. `steps` may stand for what is read, if they say more exactly what it does. */
export function toReading(
  text: string,
  script: Script,
  steps: readonly Step[],
  ranges: Reading['ranges'] = rangesIn(steps),
): Reading {
  return { text, script: withSteps(script, steps), steps, ranges };
}

/** How many units two texts have in common at their start. */
function commonStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let same = 0;
  // Long stretches are compared much quicker than one unit after the other.
  for (let stretch = 4096; stretch >= 1; stretch = stretch > 1 ? 1 : 0) {
    while (same + stretch <= length && a.slice(same, same + stretch) === b.slice(same, same + stretch)) {
      same += stretch;
    }
  }
  return same;
}

/** The same at their end, where at most `most` units are looked at. */
function commonEnd(a: string, b: string, most: number): number {
  let same = 0;
  for (let stretch = 4096; stretch >= 1; stretch = stretch > 1 ? 1 : 0) {
    while (same + stretch <= most) {
      const endOfA = a.length - same;
      const endOfB = b.length - same;
      if (a.slice(endOfA - stretch, endOfA) !== b.slice(endOfB - stretch, endOfB)) break;
      same += stretch;
    }
  }
  return same;
}

/** How many of the first elements the condition holds for; it holds for none behind the first for which it does not. */
function countWhile<One>(all: readonly One[], holds: (one: One) => boolean): number {
  let from = 0;
  let to = all.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = all[middle];
    if (one !== undefined && holds(one)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Reads what an edit concerns: from the statement around its beginning to the first one behind it that ends where it
 * ended before. A semicolon that ends a statement forgets all that stood before it, so from there on the same is read
 * again; only a quotation without an end looks at all the text behind it, so what stands before the first one stays.
 *
 * @returns undefined for a load of data, which has to be read whole
 */
export function readEdit(before: Reading, text: string): Edit | undefined {
  const { statements, unclosed } = before.script;
  const start = commonStart(before.text, text);
  const common = commonEnd(before.text, text, Math.min(before.text.length, text.length) - start);
  const endBefore = before.text.length - common;
  const end = text.length - common;
  const limit = Math.min(start, unclosed[0] ?? start);
  let kept = countWhile(statements, (statement) => statement.end <= limit);
  while (kept > 0 && statements[kept - 1]?.terminated === false) kept--;
  let movedBehind: Statement | undefined;
  const { script, steps } = readPart(text, {
    behind: statements[kept - 1],
    isLast: (statement) => {
      if (!statement.terminated || statement.end < end) return false;
      const was = statement.end - end + endBefore;
      const other = statements[countWhile(statements, ({ end: otherEnd }) => otherEnd < was)];
      if (other?.end !== was || !other.terminated) return false;
      movedBehind = other;
      return true;
    },
  });
  // Behind so many, statements are put together by how many stand before them.
  if (script.statements.length + statements.length > manyStatements) return undefined;
  return { text, script, steps, kept, movedBehind };
}

/** What was read and now stands elsewhere, so that it need not be read again. */
function moveBehind(before: Reading, { text, script, kept, movedBehind }: Edit): Script {
  const { statements, comments, unclosed } = before.script;
  const by = text.length - before.text.length;
  const keptEnd = statements[kept - 1]?.end ?? 0;
  const movedStart = movedBehind?.end ?? Infinity;
  const movedFrom = movedBehind ? movedBehind.index + 1 : statements.length;
  const moved: Movable<Statement>[] = statements.slice(movedFrom);
  for (const statement of moved) {
    statement.index += kept + script.statements.length - movedFrom;
    statement.start += by;
    statement.end += by;
    statement.contentEnd += by;
  }
  const movedComments: Movable<Comment>[] = comments.slice(
    countWhile(comments, ({ start }) => start < movedStart),
  );
  shift(movedComments, by);
  return {
    statements: [...statements.slice(0, kept), ...script.statements, ...moved],
    comments: [
      ...comments.slice(
        0,
        countWhile(comments, ({ start }) => start < keptEnd),
      ),
      ...script.comments,
      ...movedComments,
    ],
    unclosed: [
      ...script.unclosed,
      ...unclosed.filter((start) => start >= movedStart).map((start) => start + by),
    ],
  };
}

/** Puts steps that say the same in the place of others, which stay who they are. */
function takeOver(
  steps: readonly Movable<Step>[],
  ranges: Reading['ranges'],
  read: readonly Step[],
  rangesRead: Reading['ranges'],
): void {
  for (const [index, step] of steps.entries()) {
    step.statement = read[index]?.statement ?? step.statement;
    for (const [at, range] of (ranges[index] ?? []).entries()) Object.assign(range, rangesRead[index]?.[at]);
  }
}

/**
 * Makes the edit in what was read before, which is used up.
 *
 * @param read the edit's steps, or what stands for them
 * @returns the same `steps` as before where they say the same, wherever they stand now
 */
export function applyEdit(before: Reading, edit: Edit, read: readonly Step[]): Reading {
  const { text, kept, movedBehind } = edit;
  const lastRead = movedBehind?.index ?? Infinity;
  const from = countWhile(before.steps, ({ statement }) => statement.index < kept);
  const to = countWhile(before.steps, ({ statement }) => statement.index <= lastRead);
  const script = moveBehind(before, edit);
  for (const ranges of before.ranges.slice(to)) shift(ranges, text.length - before.text.length);
  const was = before.steps.slice(from, to);
  const rangesWere = before.ranges.slice(from, to);
  const ranges = rangesIn(read);
  const isSame =
    actionsOf(was) === actionsOf(read) &&
    rangesWere.every(({ length }, index) => length === ranges[index]?.length);
  if (isSame) {
    takeOver(was, rangesWere, read, ranges);
    return toReading(text, script, before.steps, before.ranges);
  }
  return toReading(
    text,
    script,
    [...before.steps.slice(0, from), ...read, ...before.steps.slice(to)],
    [...before.ranges.slice(0, from), ...ranges, ...before.ranges.slice(to)],
  );
}
