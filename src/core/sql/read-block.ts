import type { Range } from '../range';
import { beforeStatement, constantVariables, textsOf, type ConstantVariables } from './constant-texts';
import { Cursor } from './cursor';
import { operationVerbs, readOperation } from './read-operation';
import { readString, type StringContent, type Token } from './scan';
import { statementCursor } from './statement-cursor';
import { readScript, type Statement } from './statements';
import type { Step } from './step';
import { append } from '../append';

/** What the operations of one EXECUTE or of one statement of a block have in common. */
type Surroundings = Pick<Step, 'statement' | 'conditional'>;

/** Words of PL/pgSQL that open what `END IF`, `END LOOP` or `END CASE` closes. */
const branches = new Set(['if', 'case', 'for', 'foreach', 'while', 'loop']);

/** Moves ranges of a constant's content to where the content stands. */
function rangeMapper(content: StringContent, outer: Cursor['mapRange']): Cursor['mapRange'] {
  return ({ start, end }) => outer({ start: content.offsetOf(start), end: content.offsetOf(end) });
}

/** Reads the statements in a string constant that is executed. */
function stepsOfString(cursor: Cursor, token: Token, around: Surroundings): Step[] {
  const content = readString(cursor.text, token);
  const mapRange = rangeMapper(content, cursor.mapRange);
  return readScript(content.value).statements.flatMap((inner): Step[] => {
    const operation = readOperation(statementCursor(content.value, inner, mapRange));
    if (!operation) return [];
    const range = mapRange({ start: inner.start, end: inner.contentEnd });
    const extent = mapRange({ start: inner.start, end: inner.end });
    return [{ ...around, operation, range, extent, context: 'string' }];
  });
}

/** A text that EXECUTE runs, put together of constants: the names of its statements lie on all that it is put together of. */
function stepsOfText(sql: string, whole: Range, around: Surroundings): Step[] {
  return readScript(sql).statements.flatMap((inner): Step[] => {
    const operation = readOperation(statementCursor(sql, inner, () => whole));
    return operation ? [{ ...around, operation, range: whole, extent: whole, context: 'string' }] : [];
  });
}

/** Reads what follows EXECUTE; undefined where constants do not show what that is. */
function stepsOfExecute(
  outer: Cursor,
  around: Surroundings,
  variables: ConstantVariables,
): Step[] | undefined {
  outer.skipTo('using', 'into');
  const cursor = outer.over(0, outer.position);
  const token = cursor.token();
  if (!token) return [];
  if (token.kind === 'string' && cursor.length === 1) return stepsOfString(cursor, token, around);
  const whole = cursor.mapRange(cursor.extent ?? token);
  const texts = textsOf(cursor, variables);
  return texts?.flatMap((text) => stepsOfText(text, whole, around));
}

/**
 * The constant that holds the body of a DO statement, with offsets in the script. Undefined for other statements, and
 * where another language than PL/pgSQL is meant.
 */
export function blockToken(text: string, statement: Statement): Token | undefined {
  if (statement.verb !== 'do') return undefined;
  const cursor = statementCursor(text, statement);
  let body: Token | undefined;
  while (!cursor.done) {
    if (cursor.take('language')) {
      if ((cursor.identifier()?.name ?? cursor.string()) !== 'plpgsql') return undefined;
      continue;
    }
    if (cursor.token()?.kind === 'string') body ??= cursor.token();
    cursor.skip();
  }
  const { start } = statement;
  return body && { ...body, start: start + body.start, end: start + body.end };
}

/** The body of a DO statement, as blockToken has it. */
export function blockBody(text: string, statement: Statement): StringContent | undefined {
  const token = blockToken(text, statement);
  return token && readString(text, token);
}

/** Follows the blocks and branches of PL/pgSQL that are open. */
class Nesting {
  readonly #open: { readonly kind: 'block' | 'handler' | 'branch'; readonly firstStep: number }[] = [];

  /** Whether what stands here may not run. */
  get isConditional(): boolean {
    return this.#open.some(({ kind }) => kind !== 'block');
  }

  /**
   * A word at which a statement may begin.
   *
   * @returns where the word is EXCEPTION, the number of the first step whose failure is caught from here on
   */
  word(word: string, nextStep: number): number | undefined {
    if (word === 'begin') this.#open.push({ kind: 'block', firstStep: nextStep });
    else if (branches.has(word)) this.#open.push({ kind: 'branch', firstStep: nextStep });
    else if (word === 'end') this.#open.pop();
    else if (word === 'exception') {
      const firstStep = this.#open.pop()?.firstStep ?? nextStep;
      this.#open.push({ kind: 'handler', firstStep: nextStep });
      return firstStep;
    }
    return undefined;
  }
}

/** What a DO block does, as far as it can be read. */
interface ReadBlock {
  readonly steps: readonly Step[];
  /** What stands behind each EXECUTE whose statement cannot be told from constants. Offsets in the script's text. */
  readonly unfollowed: readonly Cursor[];
  /** Over the whole body. */
  readonly body: Cursor | undefined;
}

/** Finds DDL and EXECUTE in the body of a DO block, wherever a statement of PL/pgSQL may begin. */
export function readBlock(text: string, statement: Statement): ReadBlock {
  const content = blockBody(text, statement);
  if (!content) return { steps: [], unfollowed: [], body: undefined };
  const mapRange = rangeMapper(content, (range) => range);
  const cursor = Cursor.of(content.value, mapRange);
  const steps: Step[] = [];
  const unfollowed: Cursor[] = [];
  let variables: ConstantVariables | undefined;
  const nesting = new Nesting();
  let atStart = true;
  while (!cursor.done) {
    const word = cursor.peek();
    if (atStart && (operationVerbs.has(word) || word === 'execute')) {
      const here = cursor.position;
      cursor.skipTo(';');
      const own = cursor.over(here, cursor.position);
      const around = { statement, conditional: nesting.isConditional };
      if (word === 'execute') {
        variables ??= constantVariables(Cursor.of(content.value));
        const executed = own.over(1);
        const found = stepsOfExecute(executed, around, variables);
        if (found) append(steps, found);
        else unfollowed.push(executed);
      } else {
        const operation = readOperation(own);
        const { start, end } = own.extent ?? { start: 0, end: 0 };
        const range = mapRange({ start, end });
        const extent = mapRange({ start, end: cursor.token()?.end ?? end });
        if (operation) steps.push({ ...around, operation, range, extent, context: 'block' });
      }
      continue;
    }
    const caught = atStart ? nesting.word(word, steps.length) : undefined;
    // What may have failed without a sound (`EXCEPTION WHEN duplicate_object THEN NULL`) may not have run.
    if (caught !== undefined) {
      for (const step of steps.splice(caught)) steps.push({ ...step, conditional: true });
    }
    cursor.skip();
    // IF, LOOP or CASE behind END closes; it does not open.
    if (atStart && word === 'end') cursor.takeOneOf('if', 'loop', 'case');
    atStart = word === ';' || beforeStatement.has(word);
  }
  return { steps, unfollowed, body: cursor };
}
