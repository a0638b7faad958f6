import type { Range } from '../range';

/** What is wrong with a file that a person wrote for us, in one sentence that says how it should be. */
export interface Problem {
  /** UTF-16 offsets in the file's text, a byte order mark included. */
  readonly range: Range;
  readonly message: string;
}

/** A problem and the file that has it. */
export interface FileProblem extends Problem {
  readonly file: string;
}
