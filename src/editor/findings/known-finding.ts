import type { LossKind } from '../../core/ledger/losses';
import { pageOf } from '../../core/linter/findings/rule-metadata';
import type { Finding, MigrationState, Severity } from '../../core/linter/findings/finding';
import type { LostObject } from '../../core/linter/findings/lost-object';
import type { Range } from '../../core/range';
import type { LineAndCharacter } from '../documents/text-positions';

/** Lines and characters from 0, as VS Code counts them. */
export interface Span {
  readonly start: LineAndCharacter;
  readonly end: LineAndCharacter;
}

/** What is wrong somewhere in a file of a project: plain data, as threads send it to each other. */
export interface KnownFinding {
  /** The URI of the file. */
  readonly file: string;
  readonly span: Span;
  readonly severity: Severity;
  /** On one line. */
  readonly message: string;
  /** What a rule found; undefined for what is wrong with the file itself. */
  readonly found?: {
    readonly rule: string;
    /** The address of the rule's page. */
    readonly page: string;
    readonly state: MigrationState;
    /** The index's name, without its schema. */
    readonly index: string | undefined;
    /** What it is about where that is no index. */
    readonly objects: readonly LostObject[] | undefined;
    readonly loss: LossKind | undefined;
  };
  readonly related: readonly { readonly file: string; readonly span: Span; readonly message: string }[];
}

/** Tells where UTF-16 offsets of a file lie in it, and what its URI is. */
export interface Locating {
  readonly spanIn: (file: string, range: Range) => Span;
  readonly uriOf: (file: string) => string;
}

export function knownFinding(finding: Finding, { spanIn, uriOf }: Locating): KnownFinding {
  const { rule, file, range, severity, state, index, objects, loss, related } = finding;
  return {
    ...{ file: uriOf(file), span: spanIn(file, range), severity, message: messageOf(finding) },
    found: { rule, page: pageOf(rule), state, index, objects, loss },
    related: related.map((location) => ({
      ...{ file: uriOf(location.file), span: spanIn(location.file, location.range) },
      message: location.message,
    })),
  };
}

/** What is wrong with a file itself, whatever is in it. */
export function aboutFile(
  file: string,
  message: string,
  { severity, span = topOfFile }: { readonly severity: Severity; readonly span?: Span },
): KnownFinding {
  return { file, span, severity, message, related: [] };
}

const topOfFile: Span = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function messageOf({ message, why, restore }: Finding): string {
  // A quick fix makes the statement; here it would push the quick fixes out of the hover.
  const way = restore === undefined ? '' : 'To get it back, make it in a new migration.';
  return `${message} ${why} ${way}`.replace(/\s+/g, ' ').trim();
}
