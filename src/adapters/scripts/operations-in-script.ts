import type { ScriptOperation } from './find-operations';
import type * as Parser from './parse-script';

/** As findOperations. */
export function operationsInScript(text: string): ScriptOperation[] | undefined {
  // Loaded when it is first needed, as by readScript.
  const { findOperations } = require('./parse-script') as typeof Parser;
  return findOperations(text);
}
