import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import { verdictOf } from '../core/drift/verdict';
import { isApplied, type MigrationRow } from '../core/database/migration-row';
import { appliedTexts, type FileOfRow } from './applied-texts';
import { ReplayedProject } from './replayed-project';

/** A project as one database has applied it. */
export interface AppliedProject {
  readonly project: ReplayedProject;
  /** Names of the migrations that were changed after they were applied, and whose applied text nobody knows. */
  readonly unproved: ReadonlySet<string>;
}

/**
 * The project with the texts that a database has applied: of a migration that was edited since, the file no longer says
 * what the database should have.
 *
 * @param rows undefined where nothing was ever applied
 */
export async function asApplied(
  project: ReplayedProject,
  rows: readonly MigrationRow[] | undefined,
  sha256: Sha256,
): Promise<AppliedProject> {
  const { source, loadGrammar } = project;
  const applied = new Map((rows ?? []).filter(isApplied).map((row) => [row.name, row]));
  const edited = source.migrations.flatMap((file): FileOfRow[] => {
    const row = applied.get(file.name);
    return row && !acceptsChecksum(file.text, row.checksum, sha256) ? [{ row, file }] : [];
  });
  if (edited.length === 0) return { project, unproved: new Set() };
  const found = await appliedTexts(edited, source, sha256);
  const texts = new Map<string, string>();
  const unproved = new Set<string>();
  for (const { row, file } of edited) {
    const text = found.get(row)?.text;
    if (text === undefined) unproved.add(row.name);
    else if (verdictOf(text, file.text) === 'changed') texts.set(row.name, text);
  }
  if (texts.size === 0) return { project, unproved };
  const migrations = source.migrations.map((file) => ({ ...file, text: texts.get(file.name) ?? file.text }));
  return { project: await ReplayedProject.open({ ...source, migrations }, loadGrammar), unproved };
}
