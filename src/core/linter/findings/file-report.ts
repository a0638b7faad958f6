import type { LossKind } from '../../ledger/losses';
import type { Range } from '../../range';
import type { LostIndex } from './lost-index';
import type { LostObject } from './lost-object';
import type { Fix, Intent, MigrationState, RelatedLocation, Severity } from './finding';

/**
 * What a rule says about one range of one file, whatever it looks at: a migration, the whole history, a text that was
 * applied, or a file that configures us. `toFindings` makes a finding of it.
 */
export interface FileReport {
  readonly rule: string;
  /** As bad as the rule takes it to be; what counts in the end depends on the state and on what the team has set. */
  readonly severity: Severity;
  readonly state: MigrationState;
  readonly file: string;
  readonly range: Range;
  /** The index's name in the database, without its schema. */
  readonly index?: string;
  readonly objects?: readonly LostObject[];
  readonly loss?: LossKind;
  readonly intent?: Intent;
  readonly message: string;
  readonly why: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedLocation[];
  /** As in a finding. */
  readonly restore?: string;
  readonly lost?: LostIndex;
}
