import type { LossKind } from '../../ledger/losses';
import type { ObjectLoss } from '../../ledger/object-losses';
import type { Range } from '../../range';
import type { Fix, Intent, RelatedLocation, Severity } from './finding';
import type { LostObject } from './lost-object';

/** What a rule has to say about one range of a text. Severities of settled migrations are lowered later. */
export interface Report {
  readonly severity: Severity;
  readonly range: Range;
  /** The index that it is about, where it is about one. */
  readonly index?: { readonly schema: string; readonly name: string };
  /** The objects that it is about, where they are no indexes. */
  readonly objects?: readonly ObjectLoss[];
  readonly loss?: LossKind;
  readonly intent: Intent;
  readonly message: string;
  readonly why: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedLocation[];
}

/** What a rule has to say about a query. It takes nothing away. */
export type QueryReport = Omit<Report, 'index' | 'objects' | 'loss'>;

/** What a rule has to say about one file of a changed history. */
export interface HistoryReport {
  readonly severity: Severity;
  readonly file: string;
  readonly range: Range;
  readonly index?: string;
  readonly objects?: readonly LostObject[];
  readonly intent?: Intent;
  readonly message: string;
  readonly why: string;
  readonly fixes?: readonly Fix[];
  readonly related: readonly RelatedLocation[];
}
