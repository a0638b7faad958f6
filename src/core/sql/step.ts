import type { Range } from '../range';
import type { Operation } from './operations';
import type { Statement } from './statements';

/** One operation of a script, with where it stands. Ranges are offsets in the script's text. */
export interface Step {
  readonly operation: Operation;
  /** The statement of the script itself in which the operation stands. */
  readonly statement: Statement;
  /** The operation's own text without its semicolon: a statement's, or a stretch of a DO block or of a constant. */
  readonly range: Range;
  /** `range` with the semicolon, where there is one. */
  readonly extent: Range;
  /** script: a statement of its own; block: in a DO block; string: in a constant that EXECUTE runs. */
  readonly context: 'script' | 'block' | 'string';
  /** Stands in a branch, so that it may not run; taken as if it did, where it can. */
  readonly conditional: boolean;
}
