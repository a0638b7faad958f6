import type { Range } from '../range';
import { Cursor } from './cursor';
import { quoteName } from './names';
import { operationVerbs, readOperation } from './read-operation';
import { readString, scan, type StringContent, type Token } from './scan';
import { statementCursor } from './statement-cursor';
import { readScript, type Statement } from './statements';
import type { Step } from './step';

/** What the operations of one EXECUTE or of one statement of a block have in common. */
type Surroundings = Pick<Step, 'statement' | 'conditional'>;

/** Words of PL/pgSQL behind which a statement begins. */
const beforeStatement = new Set(['begin', 'then', 'else', 'loop', 'declare']);

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

function formatValue(kind: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (kind === 'I') return quoteName(value);
  if (kind === 'L') return `'${value.replaceAll("'", "''")}'`;
  return kind === 's' ? value : undefined;
}

/**
 * `format('DROP INDEX %I', 'name')` with nothing but constants gives a statement; anything else is not known here.
 * `values` is the range of what is filled in, on which the names of the statement lie.
 */
function formattedStatement(call: Cursor): { sql: string; values: Range | undefined } | undefined {
  const pattern = call.string();
  if (pattern === undefined) return undefined;
  const values: string[] = [];
  const first = call.token(1);
  let last = first;
  while (call.take(',')) {
    last = call.token();
    const value = call.string();
    if (value === undefined) return undefined;
    values.push(value);
  }
  if (!call.done) return undefined;
  const filled: (string | undefined)[] = [];
  const sql = pattern.replace(/%(.?)/gs, (_, kind: string) => {
    if (kind === '%') return '%';
    const value = formatValue(kind, values[filled.length]);
    filled.push(value);
    return value ?? '';
  });
  if (filled.includes(undefined) || filled.length !== values.length) return undefined;
  return { sql, values: first && last && { start: first.start, end: last.end } };
}

/** Reads what follows EXECUTE. */
function stepsOfExecute(outer: Cursor, around: Surroundings): Step[] {
  const cursor = outer.peek() === '(' ? (outer.parenthesised() ?? outer) : outer;
  const token = cursor.token();
  if (!token) return [];
  if (token.kind === 'string') {
    // A constant that goes on with `||`, or on the next line, is only the beginning of a statement.
    const follows = cursor.peek(1);
    return cursor.token(1) && follows !== 'using' && follows !== 'into'
      ? []
      : stepsOfString(cursor, token, around);
  }
  if (!cursor.take('format')) return [];
  const call = cursor.parenthesised();
  const formatted = cursor.done ? call && formattedStatement(call) : undefined;
  if (!formatted) return [];
  const whole = cursor.mapRange({ start: token.start, end: cursor.tokens.at(-1)?.end ?? token.end });
  const names = formatted.values ? cursor.mapRange(formatted.values) : whole;
  return readScript(formatted.sql).statements.flatMap((inner): Step[] => {
    const operation = readOperation(statementCursor(formatted.sql, inner, () => names));
    return operation ? [{ ...around, operation, range: whole, extent: whole, context: 'string' }] : [];
  });
}

/**
 * The body of a DO statement, with offsets in the script. Undefined for other statements, and where another language
 * than PL/pgSQL is meant.
 */
export function blockBody(text: string, statement: Statement): StringContent | undefined {
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
  if (!body) return undefined;
  const { value, offsetOf } = readString(cursor.text, body);
  return { value, offsetOf: (index) => statement.start + offsetOf(index) };
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

/** Finds DDL and EXECUTE in the body of a DO block, wherever a statement of PL/pgSQL may begin. */
export function stepsOfBlock(text: string, statement: Statement): Step[] {
  const content = blockBody(text, statement);
  if (!content) return [];
  const mapRange = rangeMapper(content, (range) => range);
  const cursor = new Cursor(content.value, scan(content.value).tokens, mapRange);
  const steps: Step[] = [];
  const nesting = new Nesting();
  let atStart = true;
  while (!cursor.done) {
    const word = cursor.peek();
    if (atStart && (operationVerbs.has(word) || word === 'execute')) {
      const here = cursor.position;
      cursor.skipTo(';');
      const own = cursor.over(here, cursor.position);
      const around = { statement, conditional: nesting.isConditional };
      if (word === 'execute') steps.push(...stepsOfExecute(own.over(1), around));
      else {
        const operation = readOperation(own);
        const start = own.tokens[0]?.start ?? 0;
        const end = own.tokens.at(-1)?.end ?? start;
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
  return steps;
}
