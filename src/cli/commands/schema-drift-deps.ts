import type { DriftReport } from '../../workflows/check-drift';
import type { SnapshotReader } from '../../workflows/database';
import type { LintSource } from '../../workflows/lint-source';
import type { SchemaDrift } from '../../workflows/schema-drift';
import type { ReplayHooks } from './replay-project';

/** A database that was found and can be asked; nothing is connected before the first question. */
export interface ConnectedSnapshot extends SnapshotReader {
  readonly close: () => Promise<void>;
}

/** A report, with what `--schema` asked for. */
export type WithSchemaDrift<Report> = Report & { readonly schema?: SchemaDrift };

/** @param drift undefined where nobody has compared the files with what was applied */
export type FindSchemaDrift = (
  source: LintSource,
  database: SnapshotReader,
  drift: DriftReport | undefined,
  hooks: ReplayHooks,
) => Promise<SchemaDrift>;
