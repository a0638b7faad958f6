import type { Range } from '../finding';
import { Cursor, type NameRef } from './cursor';
import { quoteName } from './names';
import type { Operation } from './operations';
import { readOperation } from './read-operation';
import { readString, scan, type StringContent, type Token } from './scan';
import { readScript, type Script, type Statement } from './statements';

/** One operation of a script, with its place. Ranges are offsets in the script's text. */
export interface Step {
  readonly operation: Operation;
  /** The statement of the script itself in which the operation stands. */
  readonly statement: Statement;
  /** The operation's own text: the statement's, or a stretch of a DO block or of a string that is executed. */
  readonly range: Range;
  /** script: a statement of its own; block: in a DO block; string: in a constant that EXECUTE runs. */
  readonly place: 'script' | 'block' | 'string';
  /** Stands in a branch, so that it may not run; taken as if it did, where it can. */
  readonly conditional: boolean;
}

const DDL = new Set(['create', 'drop', 'alter', 'set', 'reset', 'select']);

/** Words of PL/pgSQL behind which a statement begins. */
const BEFORE_STATEMENT = new Set(['begin', 'then', 'else', 'loop', 'declare']);

/** Words of PL/pgSQL that open what `END IF`, `END LOOP` or `END CASE` closes. */
const BRANCHES = new Set(['if', 'case', 'for', 'foreach', 'while', 'loop']);

function rangeOf(tokens: readonly Token[]): Range {
  return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}

/** Tokens of a constant's content, with their places in the text around it. */
function placedTokens(content: StringContent, tokens: readonly Token[]): Token[] {
  return tokens.map((token) => ({
    ...token,
    start: content.offsetOf(token.start),
    end: content.offsetOf(token.end),
  }));
}

/** Reads the statements in a string constant that is executed. */
function stepsOfString(text: string, token: Token, outer: Omit<Step, 'operation' | 'range'>): Step[] {
  const content = readString(text, token);
  const steps: Step[] = [];
  for (const inner of readScript(content.value).statements) {
    const tokens = placedTokens(content, inner.tokens);
    const operation = readOperation(new Cursor(text, tokens));
    if (!operation) continue;
    const last = inner.tokens.at(-1)?.end ?? inner.end;
    const sql = content.value.slice(inner.start, last);
    steps.push({
      ...outer,
      operation: operation.kind === 'create-index' ? { ...operation, sql } : operation,
      range: rangeOf(tokens),
    });
  }
  return steps;
}

/** `format('DROP INDEX %I', 'name')` with nothing but constants gives a statement; anything else is not known here. */
function formattedStatement(call: Cursor): { sql: string; argument: Token | undefined } | undefined {
  const pattern = call.string();
  if (pattern === undefined) return undefined;
  const values: { value: string; token: Token | undefined }[] = [];
  while (call.take(',')) {
    const token = call.token();
    const value = call.string();
    if (value === undefined) return undefined;
    values.push({ value, token });
  }
  if (!call.done) return undefined;
  if ((pattern.match(/%[sIL]/g) ?? []).length !== values.length) return undefined;
  let next = 0;
  const sql = pattern.replace(/%(?:([sIL])|%)/g, (_, kind: string | undefined) => {
    if (kind === undefined) return '%';
    const value = values[next++]?.value ?? '';
    if (kind === 'I') return quoteName(value);
    return kind === 'L' ? `'${value.replaceAll("'", "''")}'` : value;
  });
  return { sql, argument: values[0]?.token };
}

/** Gives every name of an operation the same range: for statements whose text stands nowhere as such. */
function placedAt(operation: Operation, range: Range): Operation {
  const move = (name: NameRef): NameRef => ({ ...name, range });
  if (operation.kind === 'drop') return { ...operation, names: operation.names.map(move) };
  if (operation.kind === 'create-index') {
    return { ...operation, name: operation.name && move(operation.name), table: move(operation.table) };
  }
  return operation;
}

/** Reads `EXECUTE …`; the cursor stands behind EXECUTE. */
function stepsOfExecute(cursor: Cursor, outer: Omit<Step, 'operation' | 'range'>): Step[] {
  const token = cursor.token();
  if (!token) return [];
  const place = { ...outer, place: 'string' as const };
  if (token.kind === 'string') {
    // A constant that goes on with `||` is only the beginning of a statement.
    return cursor.peek(1) === '|' ? [] : stepsOfString(cursor.text, token, place);
  }
  if (!cursor.take('format')) return [];
  const range = { start: token.start, end: cursor.tokens.at(-1)?.end ?? token.end };
  const call = cursor.parenthesised();
  const statement = call && formattedStatement(call);
  if (!statement) return [];
  const operation = readOperation(new Cursor(statement.sql, scan(statement.sql).tokens));
  return operation ? [{ ...place, operation: placedAt(operation, statement.argument ?? range), range }] : [];
}

/** Finds DDL and EXECUTE in the body of a DO block, wherever a statement of PL/pgSQL may begin. */
function stepsOfBlock(text: string, body: Token, statement: Statement): Step[] {
  const content = readString(text, body);
  const tokens = placedTokens(content, scan(content.value).tokens);
  const steps: Step[] = [];
  const cursor = new Cursor(text, tokens);
  let branches = 0;
  let inHandler = false;
  let atStart = true;
  while (!cursor.done) {
    const word = cursor.peek();
    const here = cursor.position;
    if (atStart && (DDL.has(word) || word === 'execute')) {
      cursor.skipTo(';');
      const own = tokens.slice(here, cursor.position);
      const outer = { statement, place: 'block' as const, conditional: branches > 0 || inHandler };
      if (word === 'execute') steps.push(...stepsOfExecute(new Cursor(text, own.slice(1)), outer));
      else {
        const operation = readOperation(new Cursor(text, own));
        if (operation) steps.push({ ...outer, operation, range: rangeOf(own) });
      }
      continue;
    }
    if (atStart && cursor.take('end')) {
      if (cursor.takeOneOf('if', 'loop', 'case')) branches = Math.max(0, branches - 1);
      else inHandler = false;
      atStart = false;
      continue;
    }
    if (atStart && BRANCHES.has(word)) branches++;
    if (atStart && word === 'exception') inHandler = true;
    atStart = word === ';' || BEFORE_STATEMENT.has(word);
    cursor.skip();
  }
  return steps;
}

const stepsByScript = new WeakMap<Script, readonly Step[]>();

/**
 * What a script does to indexes and to what they hang on, in order: its own statements, those in DO blocks, and those in
 * constants that such a block executes. Function bodies are not run by a migration and stay out.
 */
export function readSteps(text: string, script: Script): readonly Step[] {
  const known = stepsByScript.get(script);
  if (known) return known;
  const steps: Step[] = [];
  for (const statement of script.statements) {
    const cursor = new Cursor(text, statement.tokens);
    if (cursor.peek() === 'do') {
      const body = statement.tokens.find((token) => token.kind === 'string');
      if (body) steps.push(...stepsOfBlock(text, body, statement));
      continue;
    }
    const operation = readOperation(cursor);
    if (operation) {
      steps.push({
        operation,
        statement,
        range: rangeOf(statement.tokens),
        place: 'script',
        conditional: false,
      });
    }
  }
  stepsByScript.set(script, steps);
  return steps;
}
