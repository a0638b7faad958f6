import type { OpenDatabase } from '../adapters/database/open-database';
import type { DriftReport } from '../workflows/check-drift';
import type { LintSource } from '../workflows/lint-source';
import { findSchemaDrift, type SchemaDrift } from '../workflows/schema-drift';
import { preludeOf, type ReplayHooks } from './projects';

/** A report, with what `--schema` asked for. */
export type WithSchemaDrift<Report> = Report & { readonly schema?: SchemaDrift };

/**
 * What `--schema` asks for.
 *
 * @param drift undefined where nobody has compared the files with what was applied
 */
export async function schemaDriftOf(
  source: LintSource,
  database: OpenDatabase,
  drift: DriftReport | undefined,
  hooks: ReplayHooks,
): Promise<SchemaDrift> {
  const { scripts: prelude } = preludeOf(source, hooks);
  const { openEmbedded } = await import('../adapters/embedded/open-embedded');
  return findSchemaDrift(source, database, drift, { openEmbedded, prelude, progress: hooks.progress });
}
