import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import { undoEdits } from '../core/drift/undone-edits';
import type { Finding, MigrationState } from '../core/linter/findings/finding';
import type { FileReport } from '../core/linter/findings/file-report';
import { editedAppliedReport } from '../core/linter/rules/edited-applied-migration';
import type { LintSource, MigrationFile } from './lint-source';

/** What is remembered of a migration that a database has applied. */
export interface AppliedRow {
  /** The environment's name. */
  readonly environment: string;
  /** Whether one person develops with that database. */
  readonly isLocal: boolean;
  readonly checksum: string;
  /** The text that gives it, where it is known already. */
  readonly text: string | undefined;
}

/** Judges texts of applied migrations while they are typed; no database is asked. */
export interface AppliedWatch {
  /**
   * @param newFile makes the `migration.sql` of a new migration that comes last; undefined where none can
   * @returns undefined where the text gives the row's checksum
   */
  check(
    edited: MigrationFile,
    state: MigrationState,
    row: AppliedRow,
    newFile: () => string | undefined,
  ): Promise<FileReport | undefined>;
}

/** Keeps the applied texts that it has found: typing asks again and again, and git takes its time. */
export function watchApplied(source: LintSource, sha256: Sha256): AppliedWatch {
  const texts = new Map<string, Promise<string | undefined>>();

  const findText = async ({ name, text }: MigrationFile, checksum: string): Promise<string | undefined> => {
    const onDisk = source.migrations.find((migration) => migration.name === name)?.text;
    if (onDisk !== undefined && acceptsChecksum(onDisk, checksum, sha256)) return onDisk;
    const undone = undoEdits(onDisk ?? text, checksum, sha256);
    if (undone) return undone.text;
    return (await source.archive?.findTexts([{ checksum, name }]))?.get(checksum)?.text;
  };

  return {
    check: async (edited, state, { environment, checksum, text: known }, newFile) => {
      if (acceptsChecksum(edited.text, checksum, sha256)) return undefined;
      const found = texts.get(checksum) ?? findText(edited, checksum);
      texts.set(checksum, found);
      return editedAppliedReport(
        { ...edited, state },
        { environment, text: known ?? (await found) },
        newFile(),
      );
    },
  };
}

/**
 * One finding for one edit: where the base has the migration too, that finding stands, with the ways back that the
 * database's row offers.
 */
export function withEditOfApplied(findings: readonly Finding[], applied: Finding | undefined): Finding[] {
  if (!applied) return [...findings];
  const isSame = ({ rule, file }: Finding): boolean =>
    rule === 'edited-settled-migration' && file === applied.file;
  if (!findings.some(isSame)) return [...findings, applied];
  return findings.map((finding) => (isSame(finding) ? { ...finding, fixes: applied.fixes } : finding));
}
