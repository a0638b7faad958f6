import type { FileEdits } from '../../edits';
import type { LossKind } from '../../ledger/losses';
import type { Range } from '../../range';
import type { LostIndex } from './lost-index';
import type { LostObject } from './lost-object';

/** How bad a finding is; the order is from worst to mildest. */
export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** `revert` and `move` belong to migrations that are applied and were edited since; `rewrite` writes something otherwise. */
export type FixKind = 'keep' | 'recreate' | 'declare' | 'list' | 'deliberate' | 'revert' | 'move' | 'rewrite';

/** A way to resolve a finding. Quick fixes, `--fix` and safe-migrate apply the very same object. */
export interface Fix {
  readonly kind: FixKind;
  readonly title: string;
  /** The one that an automatic fix takes. */
  readonly preferred: boolean;
  readonly edits: readonly FileEdits[];
}

/** `generated`: Prisma wrote the statement. `deliberate`: a person did, or took the declaration out in the same change. */
export type Intent = 'generated' | 'deliberate';

/** settled: part of the base; local: applied to the local database only; draft: neither. */
export type MigrationState = 'settled' | 'local' | 'draft';

/** Another location that belongs to a finding, such as the statement that made the index. */
export interface RelatedLocation {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** Why a finding does not count: where the suppression stands and what it says. */
export interface Suppression {
  readonly reason: string;
  /** `source`: a comment in the file itself; `config`: migration-guard.json. */
  readonly kind: 'source' | 'config';
}

/** One rule's statement about one range of one file. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The file's identity as it came in: a path on the command line, a URI in the editor. */
  readonly file: string;
  readonly range: Range;
  /** The index's name in the database, without its schema. */
  readonly index?: string;
  /** The objects that it is about, where they are no indexes. */
  readonly objects?: readonly LostObject[];
  readonly loss?: LossKind;
  readonly intent?: Intent;
  readonly state: MigrationState;
  /** What will happen, in one or two plain sentences without line breaks. */
  readonly message: string;
  /** Why it matters and where the index comes from. */
  readonly why: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedLocation[];
  readonly suppressed?: Suppression;
  /** For a settled loss: the statement on one line that makes the index again, to be put into a new migration. */
  readonly restore?: string;
  /** For a loss: the index as it was before. */
  readonly lost?: LostIndex;
}

/** The finding with ranges of its own: those of a text that is being edited move with the text. */
export function fixedInPlace(finding: Finding): Finding {
  const copy = ({ start, end }: Range): Range => ({ start, end });
  return {
    ...finding,
    range: copy(finding.range),
    related: finding.related.map((location) => ({ ...location, range: copy(location.range) })),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map(({ file, edits }) => ({
        file,
        edits: edits.map((edit) => ({ ...edit, range: copy(edit.range) })),
      })),
    })),
  };
}
