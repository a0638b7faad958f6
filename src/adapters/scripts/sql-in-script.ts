import type { SqlOfScript } from '../../core/queries/embedded-sql';
import type * as Parser from './parse-script';

export interface ScriptForm {
  /** Whether the file may hold elements of JSX: all but .ts, .mts and .cts. */
  readonly jsx: boolean;
}

/**
 * Finds the SQL with vector operators that a JavaScript or TypeScript file holds, by whichever client it is sent. Never
 * throws: of half-typed text it gives what is there.
 */
export function sqlInScript(text: string, form: ScriptForm): SqlOfScript {
  // Loaded when it is first needed, as by readScript.
  const { findSql } = require('./parse-script') as typeof Parser;
  return findSql(text, form);
}
