import type { CatalogueIndex } from '../core/database/catalogue';
import type { MigrationRow } from '../core/database/migration-row';
import type { Sha256 } from '../core/drift/checksum';
import { liveStates, type DatabaseFacts, type ProtectedIndexStatus } from '../core/protection/live-state';
import { asApplied } from './as-applied';
import { findProtectedIndexes } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/**
 * The protected indexes of a project, as its migrations made them when a database applied them, compared with that database:
 * an edit of an applied file does not make a right index a wrong one.
 */
export async function statesAsApplied(
  project: ReplayedProject,
  rows: readonly MigrationRow[] | undefined,
  catalogue: readonly CatalogueIndex[],
  { sha256, ...facts }: DatabaseFacts & { readonly sha256: Sha256 },
): Promise<ProtectedIndexStatus[]> {
  const applied = await asApplied(project, rows, sha256);
  const indexes = await findProtectedIndexes(applied.project);
  return liveStates(indexes, catalogue, await project.loadGrammar(), facts).map((status) => {
    const made = status.index.record?.origin.migration;
    const isUnsure = made !== undefined && applied.unproved.has(made) && status.state === 'different';
    return isUnsure ? { ...status, editedIn: made } : status;
  });
}
