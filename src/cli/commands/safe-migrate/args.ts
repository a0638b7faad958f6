import type { ColorOption, EnvOption, JsonOption, ProjectOption, TimeoutOption } from '../../options';
import type { NamedFiles } from '../../projects';

export interface SafeMigrateArgs
  extends EnvOption, ProjectOption, TimeoutOption, JsonOption, ColorOption, NamedFiles {
  /** What to call the migration; undefined asks. */
  readonly name?: string | undefined;
  /** No database is asked. */
  readonly offline?: boolean | undefined;
  /** Whether to replay the history with the result. */
  readonly verify: boolean;
  /** Whether to compare the database with the replayed history first. */
  readonly driftCheck: boolean;
}
