import type { LintReport } from '../workflows/lint-report';

/** A document as it was at one version. `uri` is the identity that findings carry as their `file`. */
export interface DocumentSnapshot {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
}

/**
 * What linting one document found, and the text of every other file that a finding, a related place or an edit speaks
 * of, as the linter read it: offsets mean nothing without the text they were counted in.
 */
export type DocumentReport = Pick<LintReport, 'findings' | 'texts'>;

/** Lints single documents. It keeps what it knows of their projects until it is told that a file has changed. */
export interface DocumentLinter {
  lint(document: DocumentSnapshot): Promise<DocumentReport>;
  /** Forgets what depends on the file with that URI; without one, everything. */
  invalidate(uri?: string): void;
  /** The address of the page that explains a rule. */
  pageOf(rule: string): string;
}
