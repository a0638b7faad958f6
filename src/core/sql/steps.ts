import { readBlock } from './read-block';
import { operationVerbs, readOperation } from './read-operation';
import { Cursor } from './cursor';
import { statementCursor } from './statement-cursor';
import { readScript, type Script, type ScriptPart, type Statement, type StatementReader } from './statements';
import type { Step } from './step';
import { append } from '../append';

export type { Step } from './step';

/** A script with what it does. */
interface WholeScript extends Script {
  readonly steps: readonly Step[];
}

const verbs: ReadonlySet<string> = new Set([...operationVerbs, 'do']);

/** Reads a script and, in the same go, what it does: readSteps has the answer then. */
export function readWholeScript(text: string): WholeScript {
  const { script, steps } = readPart(text);
  return withSteps(script, steps);
}

/** The same for a stretch of a script; nothing is remembered. */
export function readPart(
  text: string,
  part?: ScriptPart,
): { readonly script: Script; readonly steps: readonly Step[] } {
  const steps: Step[] = [];
  const reader: StatementReader = {
    verbs,
    read: (statement, tokens) => {
      if (statement.verb === 'do') append(steps, readBlock(text, statement).steps);
      else append(steps, stepOf(statement, new Cursor(tokens)));
    },
  };
  return { script: readScript(text, reader, part), steps };
}

/** A script of which readSteps has this answer. */
export function withSteps({ statements, comments, unclosed }: Script, steps: readonly Step[]): WholeScript {
  return { statements, comments, unclosed, steps };
}

function isWhole(script: Script): script is WholeScript {
  return 'steps' in script;
}

/** What steps do, as a text: equal ones leave the same behind, wherever they stand. */
export function actionsOf(steps: readonly Step[]): string {
  const actions = steps.map(({ operation, conditional, context }) => [operation, conditional, context]);
  return JSON.stringify(actions, (key, value: unknown) => (key === 'range' ? undefined : value));
}

function stepOf(statement: Statement, cursor: Cursor): Step[] {
  const operation = readOperation(cursor);
  if (!operation) return [];
  const range = { start: statement.start, end: statement.contentEnd };
  const extent = { start: statement.start, end: statement.end };
  return [{ operation, statement, range, extent, context: 'script', conditional: false }];
}

/**
 * What a script does to indexes and to what they hang on, in order: its own statements, those in DO blocks, and those in
 * constants that such a block executes. Function bodies are not run by a migration and stay out.
 */
export function readSteps(text: string, script: Script): readonly Step[] {
  if (isWhole(script)) return script.steps;
  const steps: Step[] = [];
  for (const statement of script.statements) {
    if (statement.verb === 'do') append(steps, readBlock(text, statement).steps);
    else if (operationVerbs.has(statement.verb))
      append(steps, stepOf(statement, statementCursor(text, statement)));
  }
  return steps;
}
