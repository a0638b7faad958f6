import type { Range } from '../range';
import type { NameRef } from '../sql/cursor';
import type { Step } from '../sql/steps';
import type { ObjectRecord } from './object-record';
import type { IndexRecord, Origin, Relation, RelationKey } from './records';
import type { Refusal } from './refusal';
import type { VersionedMap } from './versioned-map';

/** What takes an index along without naming it. */
export type CascadeCause = 'column' | 'table' | 'constraint' | 'extension' | 'schema' | 'type' | 'view';

/** What one step of a migration did to something that indexes hang on, where they stay: those that are gone too. */
export type BaseEvent = { readonly step: Step } &
  /** Another name or schema. */
  (
    | { readonly kind: 'table-moved'; readonly from: RelationKey; readonly to: RelationKey }
    | {
        readonly kind: 'column-renamed';
        readonly table: RelationKey;
        readonly from: string;
        readonly to: string;
      }
  );

/** DROP COLUMN of one that a person's statement made. */
export type ColumnDropped = Extract<IndexEvent, { kind: 'column-dropped' }>;

/** What one step of a migration did to something else that Prisma does not see. */
type ObjectEvent = { readonly step: Step } & (
  | {
      readonly kind: 'object-made';
      readonly object: ObjectRecord;
      /** What stood there under its name. */
      readonly replaced: ObjectRecord | undefined;
    }
  | {
      readonly kind: 'object-gone';
      readonly object: ObjectRecord;
      /** named: the statement drops it, or switches it off, by its name. */
      readonly cause: CascadeCause | 'named' | 'function';
      /** The name of what was dropped, and where it stands. */
      readonly by: string;
      readonly range: Range;
    }
  | {
      readonly kind: 'object-changed';
      readonly before: ObjectRecord;
      readonly after: ObjectRecord;
      readonly range: Range;
    }
);

/** What one step of a migration did to one index, to what indexes hang on, or to another object. */
export type IndexEvent =
  | BaseEvent
  | ObjectEvent
  | ({ readonly step: Step } &
      /** `on`: the relation that it is on, as it was then. */
      (
        | { readonly kind: 'created'; readonly index: IndexRecord; readonly on: Relation }
        | { readonly kind: 'dropped'; readonly index: IndexRecord; readonly name: NameRef }
        | {
            readonly kind: 'cascaded';
            readonly index: IndexRecord;
            readonly cause: CascadeCause;
            /** The name of what was dropped, and where it stands. */
            readonly by: string;
            readonly range: Range;
          }
        /** DROP COLUMN of one that a person's statement made. */
        | {
            readonly kind: 'column-dropped';
            readonly table: RelationKey;
            readonly column: string;
            readonly origin: Origin;
            readonly range: Range;
          }
        | { readonly kind: 'unknown-drop'; readonly name: NameRef }
        | { readonly kind: 'renamed'; readonly before: IndexRecord; readonly after: IndexRecord }
        | {
            readonly kind: 'rebuilt';
            readonly index: IndexRecord;
            readonly range: Range;
            /** Whether it is there in every database that has run the same. */
            readonly isCertain: boolean;
            /** The column whose type changes, the types of all columns until then, and which types are enums. */
            readonly column: string;
            readonly types: VersionedMap<string, string>;
            readonly enums: ReadonlySet<string>;
          }
        /** PostgreSQL refuses the step in every database that has run what stands before it. */
        | { readonly kind: 'impossible'; readonly range: Range; readonly refusal: Refusal }
        /** CREATE INDEX with a name that is taken: PostgreSQL refuses it. */
        | { readonly kind: 'refused'; readonly existing: IndexRecord; readonly attempt: IndexRecord }
      ));
