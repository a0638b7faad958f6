import { stepsOfBlock } from './read-block';
import { operationVerbs, readOperation } from './read-operation';
import { statementCursor } from './statement-cursor';
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
    if (statement.verb === 'do') {
      steps.push(...stepsOfBlock(text, statement));
      continue;
    }
    if (!operationVerbs.has(statement.verb)) continue;
    const operation = readOperation(statementCursor(text, statement));
    if (!operation) continue;
    const range = { start: statement.start, end: statement.contentEnd };
    const extent = { start: statement.start, end: statement.end };
    steps.push({ operation, statement, range, extent, place: 'script', conditional: false });
  }
  stepsByScript.set(script, steps);
  return steps;
}
