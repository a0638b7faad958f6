import type { ColorOption, DatabaseOption, ProjectOption } from '../../options';

export interface FixDriftArgs extends DatabaseOption, ProjectOption, ColorOption {
  /** Migrations as their names or paths, as in the next three. */
  readonly names: readonly string[];
  readonly accept?: readonly string[];
  /** Files to give their applied text back; then nothing is fixed. */
  readonly restoreFile?: readonly string[];
  /** One that keeps indexes now and dropped them when it was applied; then nothing else is fixed. */
  readonly keepIndexes?: string;
  readonly allCosmetic?: boolean;
  /** Do not ask. */
  readonly yes?: boolean;
}
