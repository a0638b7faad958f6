import type { KnownIndex } from '../../databases/known-state';
import type { FileIndex } from '../../findings/linted-project';
import type { Threat } from './threats';

/** A protected index as the tree shows it. */
export interface IndexRow {
  readonly index: FileIndex;
  /** Its state in the chosen environment; undefined while that is not known. */
  readonly known: KnownIndex | undefined;
  /** What is going to take it away. */
  readonly threat: Threat | undefined;
}
