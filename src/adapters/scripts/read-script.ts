import type * as Parser from './parse-script';
import type { Script } from './script';

/** Reads the text of a script. Never throws: of half-typed text it gives what is there. */
export function readScript(text: string): Script {
  // Loaded with the first script, as few commands need one; import() would make all readers of settings asynchronous.
  const { parseScript } = require('./parse-script') as typeof Parser;
  return parseScript(text);
}
