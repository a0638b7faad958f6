import { Cursor } from './cursor';
import { isBlock, stepsOfBlock } from './read-block';
import { readOperation } from './read-operation';
import type { Script } from './statements';
import type { Step } from './step';

export type { Step } from './step';

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
    if (isBlock(text, statement)) {
      steps.push(...stepsOfBlock(text, statement));
      continue;
    }
    const operation = readOperation(new Cursor(text, statement.tokens));
    if (!operation) continue;
    const range = { start: statement.start, end: statement.tokens.at(-1)?.end ?? statement.end };
    const extent = { start: statement.start, end: statement.end };
    steps.push({ operation, statement, range, extent, place: 'script', conditional: false });
  }
  stepsByScript.set(script, steps);
  return steps;
}
