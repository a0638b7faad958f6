import type { IndexRecord, Origin, RelationKey } from './records';

/** Why PostgreSQL refuses a step, whatever rows there are. */
export type Refusal =
  /** DROP INDEX of an index that belongs to one of the partitioned table, or to a constraint. */
  | { readonly kind: 'attached'; readonly index: IndexRecord; readonly parent: IndexRecord }
  | { readonly kind: 'constraint'; readonly index: IndexRecord }
  /** DROP CONSTRAINT of one that the partitioned table has given to its partition. */
  | { readonly kind: 'inherited'; readonly index: IndexRecord }
  /** DROP INDEX of an index that has been dropped already. */
  | { readonly kind: 'gone'; readonly name: string; readonly since: Origin }
  /** An index, or a constraint that brings one, with a name that another index has. */
  | { readonly kind: 'taken'; readonly name: string; readonly existing: IndexRecord }
  /** CONCURRENTLY where PostgreSQL does not have it. */
  | { readonly kind: 'partitioned-create'; readonly name: string; readonly table: RelationKey }
  | { readonly kind: 'partitioned-drop'; readonly index: IndexRecord }
  | { readonly kind: 'several-concurrently' }
  | { readonly kind: 'cascade-concurrently' };
