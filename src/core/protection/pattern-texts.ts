import { statementCursor } from '../sql/statement-cursor';
import type { Script, Statement } from '../sql/statements';
import { patternText } from './patterns';

/** Statements that can lose an index, or are in the way of one. Others are not worth a pattern's time. */
const verbs: ReadonlySet<string> = new Set(['create', 'alter', 'drop']);

/** The statements that patterns are tried on, as the patterns see them. */
export function patternTexts(text: string, script: Script): string[] {
  return script.statements.flatMap((statement) => textForPatterns(text, statement) ?? []);
}

/** The statement as patterns see it; undefined where none is tried on it. */
export function textForPatterns(text: string, statement: Statement): string | undefined {
  if (!verbs.has(statement.verb)) return undefined;
  const cursor = statementCursor(text, statement);
  return patternText(cursor.text, cursor.tokens);
}
